import { podsOf } from '../values/effectivePod';
import { readValues } from '../values/readValues';
import { podTemplate } from './podTemplate';

function containers(values: object) {
  const result = readValues({
    ...values,
    leaderWorkerSet: { enabled: true, ...roles(values) },
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  const context = {
    values: result.values,
    pods: podsOf(result.values),
    name: 'chat',
    instance: 'chat',
    namespace: 'ml',
    annotations: {},
  };
  const [leader, worker] = context.pods.map(
    pod => podTemplate(context, pod).spec,
  );
  return { leader, worker };
}

function roles(values: { leaderWorkerSet?: object }) {
  return values.leaderWorkerSet;
}

describe('podTemplate', () => {
  it('falls back to the main image field by field', () => {
    const { leader, worker } = containers({
      image: { repository: 'main', tag: '1', pullPolicy: 'Never' },
      leaderWorkerSet: {
        leader: { image: { repository: '', tag: '2', pullPolicy: '' } },
        worker: { image: { repository: 'other', pullPolicy: 'Always' } },
      },
    });
    expect(leader.containers[0]).toMatchObject({
      image: 'main:2',
      imagePullPolicy: 'Never',
    });
    expect(worker.containers[0]).toMatchObject({
      image: 'other:1',
      imagePullPolicy: 'Always',
    });
  });

  it("puts each field of a role's security context where it has an effect", () => {
    const { leader, worker } = containers({
      leaderWorkerSet: {
        leader: {
          securityContext: {
            fsGroup: 5,
            runAsUser: 0,
            runAsNonRoot: false,
            capabilities: { add: ['IPC_LOCK'] },
            seccompProfile: { type: 'Unconfined' },
          },
        },
      },
    });
    expect(leader.securityContext).toEqual({
      fsGroup: 5,
      supplementalGroups: [999],
    });
    expect(leader.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add: ['IPC_LOCK'], drop: ['ALL'] },
      readOnlyRootFilesystem: false,
      runAsGroup: 999,
      runAsNonRoot: false,
      runAsUser: 0,
      seccompProfile: { type: 'Unconfined' },
    });
    expect(worker.securityContext).toEqual({
      fsGroup: 999,
      supplementalGroups: [999],
    });
  });

  it('leaves out the variables that LeaderWorkerSet injects, and no others', () => {
    const { leader, worker } = containers({
      leaderWorkerSet: {
        leader: {
          env: [
            { name: 'LWS_GROUP_SIZE', value: '3' },
            { name: 'LWS_MINE', value: 'x' },
          ],
        },
        worker: { env: [{ name: 'LWS_LEADER_ADDRESS', value: 'x' }] },
      },
    });
    expect(leader.containers[0].env).toEqual([
      { name: 'LWS_MINE', value: 'x' },
    ]);
    expect(worker.containers[0]).not.toHaveProperty('env');
  });

  it('has no command, and no worker port, by default', () => {
    const { leader, worker } = containers({});
    expect(leader.containers[0]).not.toHaveProperty('command');
    expect(worker.containers[0]).not.toHaveProperty('ports');
    expect(worker.containers[0]).not.toHaveProperty('readinessProbe');
  });

  it("replaces the main resources whole by a role's", () => {
    const limits = { 'nvidia.com/gpu': 1 };
    const { leader, worker } = containers({
      leaderWorkerSet: { leader: { resources: { limits } } },
    });
    expect(leader.containers[0].resources).toEqual({
      limits: { 'nvidia.com/gpu': '1' },
    });
    expect(worker.containers[0].resources).toMatchObject({
      limits: { memory: '8Gi' },
    });
  });
});
