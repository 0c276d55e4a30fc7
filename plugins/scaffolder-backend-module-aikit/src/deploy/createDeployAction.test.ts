import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConflictError, InputError } from '@backstage/errors';
import { deployed, fakeAikit, waitingGroup } from '../__testUtils__/fakeAikit';
import { FakeClock } from '@aikit-backstage/plugin-aikit-node/testUtils';
import {
  group,
  workload,
  workloadResponse,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { createDeployAction } from './createDeployAction';

const INPUT = {
  cluster: 'us-east',
  namespace: 'team-chat',
  name: 'chat',
  values: { replicaCount: 2 },
};
const TARGET = { cluster: 'us-east', namespace: 'team-chat', name: 'chat' };
const READY = workloadResponse(workload({ groups: [group(0)] }));

const workspace = createMockDirectory();

async function run(
  aikit: ReturnType<typeof fakeAikit>,
  options?: {
    input?: object;
    isDryRun?: boolean;
    signal?: AbortSignal;
  },
) {
  const action = createDeployAction({
    aikit,
    clock: new FakeClock({ hurries: true }),
  });
  const lines: string[] = [];
  const outputs: Record<string, unknown> = {};
  const log = (line: string) => lines.push(line);
  const context = {
    ...createMockActionContext({
      input: { ...INPUT, ...options?.input },
      workspacePath: workspace.path,
    }),
    logger: mockServices.logger.mock({ info: log, warn: log }),
    output: (key: string, value: unknown) => {
      outputs[key] = value;
    },
    isDryRun: options?.isDryRun,
    signal: options?.signal,
  };
  const error = await action.handler(context).then(
    () => undefined,
    (e: Error) => e,
  );
  return { lines, outputs, error };
}

describe('aikit:deploy', () => {
  it("submits the values in the initiator's name, for the component of that name", async () => {
    const aikit = fakeAikit([READY]);
    await run(aikit);
    expect(aikit.deploy).toHaveBeenCalledTimes(1);
    expect(aikit.deploy).toHaveBeenCalledWith(TARGET, {
      values: { replicaCount: 2 },
      entityRef: 'component:default/chat',
    });
    expect(aikit.as).toHaveBeenCalledWith(mockCredentials.user());
  });

  it('passes on entity, owner, system and force', async () => {
    const aikit = fakeAikit([READY]);
    await run(aikit, {
      input: {
        entityRef: 'search/llm',
        owner: 'team-search',
        system: 'search',
        force: true,
      },
    });
    expect(aikit.deploy.mock.calls[0][1]).toEqual({
      values: { replicaCount: 2 },
      entityRef: 'component:search/llm',
      owner: 'group:default/team-search',
      system: 'system:default/search',
      force: true,
    });
  });

  it('logs what was rendered and applied, the progress, and where the endpoint is', async () => {
    const pending = workloadResponse(
      workload({
        groups: [waitingGroup(0, ['', '', ...Array(3).fill('pulling image')])],
      }),
    );
    const { lines, error } = await run(
      fakeAikit([...Array(10).fill(pending), READY]),
    );
    expect(error).toBeUndefined();
    expect(lines).toEqual([
      'Rendered LeaderWorkerSet chat: 1 group × 5 pods, 10 nvidia.com/gpu',
      'Applied LeaderWorkerSet chat (created), Service chat (unchanged)',
      '[####------] 2/5 pods ready · 4/10 GPUs allocated · group 0: 3 pulling image',
      '[##########] 5/5 pods ready · 10/10 GPUs allocated · took 10 s',
      'Endpoint http://chat.team-chat:8080/v1 · entity component:default/chat',
    ]);
  });

  it('gives entity, endpoint, kind, summary and ready pods as output', async () => {
    const { outputs } = await run(fakeAikit([READY]));
    expect(outputs).toEqual({
      entityRef: 'component:default/chat',
      endpoint: 'http://chat.team-chat:8080/v1',
      kind: 'LeaderWorkerSet',
      summary: 'LeaderWorkerSet chat: 1 group × 5 pods, 10 nvidia.com/gpu',
      readyPods: 5,
    });
  });

  it('sends the same request when it runs again', async () => {
    const aikit = fakeAikit([READY]);
    await run(aikit);
    await run(aikit);
    const [first, second] = aikit.deploy.mock.calls;
    expect(second).toEqual(first);
  });

  it('logs the warnings of the values', async () => {
    const aikit = fakeAikit([READY]);
    aikit.deploy.mockResolvedValue(
      deployed({
        issues: [
          {
            severity: 'warning',
            path: 'worker',
            message: 'Not used here.',
            rule: 'no-effect',
          },
        ],
      }),
    );
    expect((await run(aikit)).lines).toContain(
      'warning: worker: Not used here.',
    );
  });

  it('does not wait when told not to', async () => {
    const aikit = fakeAikit();
    const { outputs, error } = await run(aikit, { input: { wait: false } });
    expect(error).toBeUndefined();
    expect(aikit.workload).not.toHaveBeenCalled();
    expect(outputs).not.toHaveProperty('readyPods');
  });

  it('asks what would change in a dry run, and does not wait', async () => {
    const aikit = fakeAikit();
    const { lines } = await run(aikit, { isDryRun: true });
    expect(aikit.deploy.mock.calls[0][1]).toMatchObject({ dryRun: true });
    expect(aikit.workload).not.toHaveBeenCalled();
    expect(lines).toContain(
      'Dry run, nothing applied: LeaderWorkerSet chat (created), Service chat (unchanged)',
    );
  });

  it.each([
    new InputError('image.tag: must be a string'),
    new ConflictError('.spec.replicas is owned by kubectl'),
  ])("fails with the backend's $name and does not wait", async refusal => {
    const aikit = fakeAikit([READY]);
    aikit.deploy.mockRejectedValue(refusal);
    const { error } = await run(aikit);
    expect(error).toBe(refusal);
    expect(aikit.workload).not.toHaveBeenCalled();
  });

  it('refuses an owner that is no entity reference before it submits', async () => {
    const aikit = fakeAikit([READY]);
    const { error } = await run(aikit, { input: { owner: 'group:default/' } });
    expect(error).toBeInstanceOf(InputError);
    expect(aikit.deploy).not.toHaveBeenCalled();
  });

  it('says in the log that the workload stays when the task is cancelled', async () => {
    const controller = new AbortController();
    const aikit = fakeAikit();
    aikit.workload.mockImplementation(async (_, { signal } = {}) => {
      controller.abort();
      signal?.throwIfAborted();
      return READY;
    });
    const { lines, error } = await run(aikit, { signal: controller.signal });
    expect(error).toMatchObject({ name: 'WaitingCancelledError' });
    expect(lines.at(-1)).toMatch(
      /^Stopped waiting for LeaderWorkerSet chat\. It stays submitted/,
    );
  });
});
