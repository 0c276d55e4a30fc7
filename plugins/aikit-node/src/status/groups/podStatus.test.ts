import { ObservedPod } from '../observed/observed';
import {
  aCondition,
  aContainer,
  aGroupPod,
  aWaitingContainer,
  notReady,
  unschedulable,
} from '../../testUtils/pods';
import {
  aDeployment,
  aNode,
  anEvent,
  anObservation,
  ObservationParts,
} from '../../testUtils/objects';
import { ago, NOW } from '../../testUtils/meta';
import { ObservationContext } from './context';
import { podStatus } from './podStatus';

function statusOf(
  overrides: Partial<ObservedPod>,
  observation: ObservationParts = {},
) {
  const pod = aGroupPod(0, 1, overrides);
  return podStatus(
    pod,
    new ObservationContext(anObservation({ pods: [pod], ...observation }), NOW),
  );
}

function starting(overrides: Partial<ObservedPod> = {}): Partial<ObservedPod> {
  return notReady({
    phase: 'Pending',
    containers: [aWaitingContainer('ContainerCreating')],
    ...overrides,
  });
}

describe('podStatus', () => {
  it('tells of a ready pod where it is, since when, and what it holds', () => {
    expect(
      statusOf({
        accelerators: { 'nvidia.com/gpu': 2 },
        containers: [
          aContainer({ restarts: 1 }),
          aContainer({ name: 'proxy', type: 'sidecar', restarts: 2 }),
        ],
      }),
    ).toEqual({
      name: 'chat-0-1',
      role: 'worker',
      state: 'ready',
      ready: true,
      node: 'gpu-1',
      accelerators: { 'nvidia.com/gpu': 2 },
      restarts: 3,
      since: ago(400),
    });
  });

  it('takes the role from the worker index, and from the kind of workload', () => {
    const leader = aGroupPod(0, 0);
    const roleIn = (observation: ObservationParts) =>
      podStatus(leader, new ObservationContext(anObservation(observation), NOW))
        .role;
    expect(roleIn({})).toBe('leader');
    expect(roleIn({ workload: aDeployment() })).toBe('server');
  });

  it('is terminating, not ready, as soon as it is being deleted', () => {
    const status = statusOf({ deletedAt: ago(-30) });
    expect(status).toMatchObject({ state: 'terminating', ready: false });
    // The time at hand lies in the future.
    expect(status.since).toBeUndefined();
  });

  it('is pending, since it was created, without a node', () => {
    expect(
      statusOf({ ...unschedulable(''), conditions: [], createdAt: ago(90) }),
    ).toMatchObject({
      state: 'pending',
      reason: 'waiting for a node',
      since: ago(90),
    });
  });

  it.each([
    ['nvidia.com/gpu', 'waiting for GPUs'],
    ['google.com/tpu', 'waiting for TPUs'],
    ['aws.amazon.com/neuron', 'waiting for accelerators'],
    ['memory', 'cannot be placed'],
  ])('says what it waits for when %s is insufficient', (resource, reason) => {
    expect(
      statusOf({
        ...unschedulable(
          `0/1 nodes are available: 1 Insufficient ${resource}.`,
        ),
        accelerators: { [resource]: 9 },
      }),
    ).toMatchObject({ state: 'pending', reason });
  });

  it('does not wait for GPUs where the nodes with free ones are tainted', () => {
    const node = aNode({
      taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
    });
    expect(
      statusOf(
        {
          ...unschedulable(
            '0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint(s).',
          ),
          accelerators: { 'nvidia.com/gpu': 2 },
        },
        { nodes: [node, aNode({ name: 'cpu', accelerators: {} })] },
      ).reason,
    ).toBe('cannot be placed');
  });

  it('is pending behind a scheduling gate', () => {
    expect(
      statusOf({
        ...unschedulable(''),
        conditions: [
          aCondition('PodScheduled', 'False', { reason: 'SchedulingGated' }),
        ],
      }),
    ).toMatchObject({ state: 'pending', reason: 'scheduling gated' });
  });

  it('is starting while containers are created', () => {
    expect(statusOf(starting())).toMatchObject({
      state: 'starting',
      reason: 'creating containers',
      since: ago(400),
    });
  });

  it('is pulling its image from the event of it until the next', () => {
    const pod = aGroupPod(0, 1);
    const pulling = anEvent(pod, 'Pulling', 'Pulling image "x"', {
      lastSeen: ago(20),
    });
    const pulled = anEvent(pod, 'Pulled', 'Successfully pulled image "x"', {
      lastSeen: ago(20),
    });
    expect(statusOf(starting(), { events: [pulling] }).reason).toBe(
      'pulling image',
    );
    expect(statusOf(starting(), { events: [pulling, pulled] }).reason).toBe(
      'creating containers',
    );
  });

  it('names the init container that runs', () => {
    expect(
      statusOf(
        starting({
          containers: [
            aContainer({ name: 'download', type: 'init', ready: false }),
            aWaitingContainer('PodInitializing'),
          ],
        }),
      ).reason,
    ).toBe('running init container download');
  });

  it('is running, since its last start, while it is not ready', () => {
    expect(
      statusOf(
        notReady({
          containers: [aContainer({ ready: false, since: ago(30) })],
        }),
      ),
    ).toMatchObject({ state: 'running', ready: false, since: ago(30) });
  });

  it.each([
    ['CrashLoopBackOff', 'crash loop'],
    ['ImagePullBackOff', 'image cannot be pulled'],
    ['InvalidImageName', 'invalid image name'],
    ['CreateContainerConfigError', 'configuration error'],
    ['RunContainerError', 'container cannot start'],
  ])('has failed on %s', (reason, phrase) => {
    expect(
      statusOf(notReady({ containers: [aWaitingContainer(reason)] })),
    ).toMatchObject({ state: 'failed', ready: false, reason: phrase });
  });

  it('has failed for want of memory, whatever it waits for now', () => {
    expect(
      statusOf(
        notReady({
          containers: [
            aWaitingContainer('CrashLoopBackOff', {
              lastTermination: { reason: 'OOMKilled', exitCode: 137 },
            }),
          ],
        }),
      ).reason,
    ).toBe('out of memory');
  });

  it('has failed between two crashes too, until it runs for a minute', () => {
    const restarted = (since: string) =>
      notReady({
        containers: [
          aContainer({
            ready: false,
            restarts: 4,
            since,
            lastTermination: { reason: 'Error', exitCode: 1 },
          }),
        ],
      });
    expect(statusOf(restarted(ago(5)))).toMatchObject({
      state: 'failed',
      reason: 'crash loop',
    });
    expect(statusOf(restarted(ago(70)))).toMatchObject({ state: 'running' });
  });

  it('has failed when a server ends, even with success', () => {
    expect(
      statusOf(
        notReady({
          containers: [
            aContainer({
              state: 'terminated',
              reason: 'Completed',
              exitCode: 0,
              ready: false,
            }),
          ],
        }),
      ),
    ).toMatchObject({ state: 'failed', reason: 'exited with code 0' });
  });

  it('has failed when it was evicted', () => {
    expect(
      statusOf({ phase: 'Failed', reason: 'Evicted', containers: [] }),
    ).toMatchObject({ state: 'failed', reason: 'evicted' });
  });

  it('is not known, nor ready, when its node does not report', () => {
    expect(statusOf({}, { nodes: [aNode({ ready: false })] })).toMatchObject({
      state: 'unknown',
      ready: false,
      reason: 'node does not report',
    });
    expect(statusOf({}, { nodes: [aNode({ name: 'gpu-2' })] })).toMatchObject({
      state: 'unknown',
      reason: 'node has gone',
    });
  });
});
