import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { WorkloadResponse } from '@aikit-backstage/plugin-aikit-common';
import { FakeClock } from '@aikit-backstage/plugin-aikit-node/testUtils';
import {
  finding,
  workload,
  workloadResponse,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { waitingGroup } from '../__testUtils__/fakeAikit';
import { waitUntilReady } from './waitUntilReady';

jest.mock('@aikit-backstage/plugin-aikit-node', () => ({
  ...jest.requireActual('@aikit-backstage/plugin-aikit-node'),
  blocksProgress: (code: string) => code === 'blocking',
}));

type Look = WorkloadResponse | Error;

const READY = workloadResponse(
  workload({ groups: [waitingGroup(0, ['', ''])] }),
);
const PENDING = workloadResponse(
  workload({ groups: [waitingGroup(0, ['', 'pulling image'])] }),
);
const STAYS =
  'It stays submitted in us-east/team-chat. See the card of component:default/chat';

function blocked(code: string): WorkloadResponse {
  return workloadResponse(
    workload({
      groups: [waitingGroup(0, ['', 'pending'])],
      findings: [
        finding({
          code,
          severity: 'error',
          message: 'No node has two free GPUs.',
          remedy: 'Do this about it.',
        }),
      ],
    }),
  );
}

/** Waits for a workload that looks so from the given seconds on. */
function wait(
  looks: Record<number, Look>,
  options?: { timeoutSeconds?: number; signal?: AbortSignal },
) {
  const clock = new FakeClock({ hurries: true });
  const lines: string[] = [];
  const result = waitUntilReady({
    submitted: {
      kind: 'LeaderWorkerSet',
      name: 'chat',
      namespace: 'team-chat',
      cluster: 'us-east',
      generation: 3,
    },
    entityRef: 'component:default/chat',
    clock,
    timeoutMs: (options?.timeoutSeconds ?? 600) * 1000,
    signal: options?.signal,
    report: line => lines.push(line),
    async look() {
      const from = Object.keys(looks)
        .map(Number)
        .filter(second => second * 1000 <= clock.now().elapsed);
      const look = looks[Math.max(...from)];
      if (look instanceof Error) {
        throw look;
      }
      return look;
    },
  });
  return { result, lines, clock };
}

describe('waitUntilReady', () => {
  it('ends when every group is ready, and says how long it took', async () => {
    const { result } = wait({ 0: PENDING, 70: READY });
    expect(await result).toEqual({ workload: READY.workload, took: 70_000 });
  });

  it('counts a workload scaled to zero as ready', async () => {
    const idle = workload({
      groups: [],
      health: { state: 'idle', reason: 'ScaledToZero', message: 'No groups' },
    });
    expect((await wait({ 0: workloadResponse(idle) }).result).took).toBe(0);
  });

  it('reports progress only when it has changed', async () => {
    const { result, lines } = wait({
      0: workloadResponse(
        workload({
          groups: [waitingGroup(0, ['pulling image', 'pulling image'])],
        }),
      ),
      20: PENDING,
      40: READY,
    });
    await result;
    expect(lines).toEqual([
      '[----------] 0/2 pods ready · 0/4 GPUs allocated · group 0: 2 pulling image',
      '[#####-----] 1/2 pods ready · 2/4 GPUs allocated · group 0: 1 pulling image',
    ]);
  });

  it('is not content with the health of an earlier submission', async () => {
    const { result, lines } = wait({
      0: workloadResponse({ ...READY.workload, generation: 2 }),
      8: READY,
    });
    expect((await result).took).toBe(8_000);
    expect(lines).toEqual(['us-east does not show the submitted change yet']);
  });

  it('is not content with the last picture of a cluster that is away', async () => {
    const { result, lines } = wait({
      0: workloadResponse(READY.workload, {
        state: 'stale',
        lastSeen: undefined,
        error: 'connect timed out',
      }),
      30: READY,
    });
    expect((await result).took).toBe(30_000);
    expect(lines).toEqual(['Cluster us-east is stale: connect timed out']);
  });

  it('gives a new workload time to be seen, without a word for the first moment', async () => {
    const { result, lines } = wait({ 0: new NotFoundError('none'), 2: READY });
    expect((await result).took).toBe(2_000);
    expect(lines).toEqual([]);
  });

  it('fails when the workload is never seen', async () => {
    const { result, clock } = wait({ 0: new NotFoundError('none') });
    await expect(result).rejects.toThrow(
      'LeaderWorkerSet chat has not appeared in us-east yet',
    );
    expect(clock.now().elapsed).toBe(30_000);
  });

  it('fails when the workload is removed while it waits', async () => {
    const { result } = wait({ 0: PENDING, 5: new NotFoundError('none') });
    await expect(result).rejects.toThrow('has gone from us-east');
  });

  it('waits on while the backend restarts', async () => {
    const { result, lines } = wait({
      0: PENDING,
      5: new ServiceUnavailableError('starting'),
      90: READY,
    });
    expect((await result).took).toBe(90_000);
    expect(lines).toContain('The AIKit backend does not answer: starting');
  });

  it('fails when the backend stays away', async () => {
    const { result } = wait({ 0: new ServiceUnavailableError('gone away') });
    await expect(result).rejects.toThrow(
      'The AIKit backend does not answer: gone away',
    );
  });

  it('fails at once when it may not look', async () => {
    const { result, clock } = wait({ 0: new NotAllowedError('not yours') });
    await expect(result).rejects.toThrow('not yours');
    expect(clock.now().elapsed).toBe(0);
  });

  it('fails with the words of a finding that holds things up', async () => {
    const { result, clock } = wait({ 0: PENDING, 5: blocked('blocking') });
    await expect(result).rejects.toThrow(
      `LeaderWorkerSet chat: No node has two free GPUs. Do this about it.\n${STAYS}`,
    );
    expect(clock.now().elapsed).toBe(15_000);
  });

  it('forgives a finding that goes away', async () => {
    const { result } = wait({
      0: blocked('blocking'),
      9: PENDING,
      12: blocked('blocking'),
      20: READY,
    });
    expect((await result).took).toBe(20_000);
  });

  it('waits on with a finding that may heal by itself, and names it at the deadline', async () => {
    const { result } = wait({ 0: blocked('slow') }, { timeoutSeconds: 60 });
    await expect(result).rejects.toThrow(
      `LeaderWorkerSet chat: Not ready after 1 min. No node has two free GPUs. Do this about it.\n${STAYS}`,
    );
  });

  it('says a finding while it waits, once', async () => {
    const { result, lines } = wait({
      0: blocked('slow'),
      5: PENDING,
      10: blocked('slow'),
      20: READY,
    });
    await result;
    expect(lines.filter(line => line.startsWith('error'))).toEqual([
      'error: No node has two free GPUs. Do this about it.',
    ]);
  });

  it('names what is not ready at the deadline when nothing is found', async () => {
    const { result } = wait({ 0: PENDING }, { timeoutSeconds: 60 });
    await expect(result).rejects.toThrow(
      'Not ready after 1 min. 0 of 1 groups ready; group 0: 1 pulling image; Groups are starting',
    );
  });

  it('stops at once when the task is cancelled, and says that the workload stays', async () => {
    const controller = new AbortController();
    const { result, clock } = wait(
      { 0: PENDING },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(result).rejects.toThrow(
      `Stopped waiting for LeaderWorkerSet chat. ${STAYS}`,
    );
    expect(clock.now().elapsed).toBeLessThanOrEqual(1_000);
  });
});
