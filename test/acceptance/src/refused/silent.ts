import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import {
  DISTRIBUTED,
  inContainer,
  inPod,
  refusal,
  Refusal,
  rendered,
} from './refusal';

/** Values that a cluster takes and that cannot work. */
export interface SilentFailure extends Refusal {
  /** What happens in the cluster. */
  because: string;
}

const NO_PODS =
  'LeaderWorkerSet looks at no pod template: its StatefulSet fails to create pods';

type Roles = {
  spec: {
    leaderWorkerTemplate: Record<
      'leaderTemplate' | 'workerTemplate',
      { spec: { containers: [ValuesMap] } }
    >;
  };
};

function set(
  what: string,
  because: string,
  rest: Omit<Parameters<typeof refusal>[1], 'kind' | 'base'>,
): SilentFailure {
  const options = { kind: 'LeaderWorkerSet', base: DISTRIBUTED, ...rest };
  return { ...refusal(what, options), because };
}

/** Values of a role that are fields of its container. */
function inRole(
  what: string,
  role: 'leader' | 'worker',
  fields: ValuesMap,
  path: string,
  because = NO_PODS,
): SilentFailure {
  return set(what, because, {
    values: { leaderWorkerSet: { [role]: fields } },
    change: () => {
      const { spec } = rendered(
        'LeaderWorkerSet',
        DISTRIBUTED,
      ) as unknown as Roles;
      const template = `${role}Template` as const;
      const [container] = spec.leaderWorkerTemplate[template].spec.containers;
      const containers = [{ ...container, ...fields }];
      return {
        spec: {
          leaderWorkerTemplate: { [template]: { spec: { containers } } },
        },
      };
    },
    path: `leaderWorkerSet.${role}.${path}`,
  });
}

const KEPT_UNKNOWN = {
  leaderWorkerTemplate: {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' },
  },
};

const BLOCK_CLAIM = {
  volumeClaimTemplate: {
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Block',
      resources: { requests: { storage: '1Gi' } },
    },
  },
};

/** What the API server accepts, and we do not. */
export const SILENT_FAILURES: SilentFailure[] = [
  set(
    'a name of 51 characters, with workers',
    'a label made of the workers’ StatefulSet and its revision has more than 63 characters: no worker is created',
    {
      values: {},
      name: 'a'.repeat(51),
      change: { metadata: { name: 'a'.repeat(51) } },
      path: 'name',
    },
  ),
  set(
    'a name of 50 characters, with groups 0 to 10',
    'the same, for the group whose number has two digits',
    {
      values: { leaderWorkerSet: { replicas: 11 } },
      name: 'a'.repeat(50),
      change: { metadata: { name: 'a'.repeat(50) }, spec: { replicas: 11 } },
      path: 'name',
    },
  ),
  set(
    'a shared subdomain',
    'LeaderWorkerSet takes our Service for its own and makes none that resolves pods that are not ready',
    {
      values: {
        leaderWorkerSet: { networkConfig: { subdomainPolicy: 'Shared' } },
      },
      change: { spec: { networkConfig: { subdomainPolicy: 'Shared' } } },
      path: 'leaderWorkerSet.networkConfig.subdomainPolicy',
    },
  ),
  set(
    'a claim without access modes',
    'LeaderWorkerSet looks at no claim: its StatefulSets cannot be created',
    {
      values: {
        leaderWorkerSet: {
          leaderWorkerTemplate: {
            volumeClaimTemplates: [
              {
                metadata: { name: 'models' },
                spec: { resources: { requests: { storage: '1Gi' } } },
              },
            ],
          },
        },
      },
      change: {
        spec: {
          leaderWorkerTemplate: {
            volumeClaimTemplates: [
              {
                metadata: { name: 'models' },
                spec: { resources: { requests: { storage: '1Gi' } } },
              },
            ],
          },
        },
      },
      path: 'leaderWorkerSet.leaderWorkerTemplate.volumeClaimTemplates[0].spec.accessModes',
    },
  ),
  set(
    'claims that are kept in an unknown way',
    'LeaderWorkerSet looks at no claim: its StatefulSets cannot be created',
    {
      values: { leaderWorkerSet: KEPT_UNKNOWN },
      change: { spec: KEPT_UNKNOWN },
      path: 'leaderWorkerSet.leaderWorkerTemplate.persistentVolumeClaimRetentionPolicy.whenDeleted',
    },
  ),
  inRole(
    'a leader that mounts a volume that is not there',
    'leader',
    { volumeMounts: [{ name: 'models', mountPath: '/models' }] },
    'volumeMounts[0].name',
  ),
  inRole(
    'workers that request fewer GPUs than they may use',
    'worker',
    {
      resources: {
        limits: { 'nvidia.com/gpu': '4' },
        requests: { 'nvidia.com/gpu': '2' },
      },
    },
    'resources.requests["nvidia.com/gpu"]',
  ),
  inRole(
    'a leader with a variable without a name',
    'leader',
    { env: [{ name: '', value: 'x' }] },
    'env[0].name',
  ),
  inRole(
    'workers with a startup probe that must succeed twice',
    'worker',
    { startupProbe: { tcpSocket: { port: 50052 }, successThreshold: 2 } },
    'startupProbe.successThreshold',
  ),
  {
    ...inContainer(
      'a probe of a port that has no such name',
      { startupProbe: { tcpSocket: { port: 'metrics' } } },
      'startupProbe.tcpSocket.port',
    ),
    because: 'the kubelet finds no such port, and every probe fails',
  },
  {
    ...inContainer(
      'a mount path with a colon',
      { volumeMounts: [{ name: 'cache', mountPath: '/a:b' }] },
      'volumeMounts[0].mountPath',
      { volumes: [{ name: 'cache', emptyDir: {} }] },
    ),
    because:
      'the API rules it out in words and does not look: some runtimes start no such container',
  },
  {
    ...inContainer(
      'a mount of a raw device',
      { volumeMounts: [{ name: 'a', mountPath: '/models' }] },
      'volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode',
      { volumes: [{ name: 'a', ephemeral: BLOCK_CLAIM }] },
    ),
    because: 'the kubelet mounts no raw device, and starts no such pod',
  },
  {
    ...inPod(
      'a negative time to end',
      { terminationGracePeriodSeconds: -1 },
      'terminationGracePeriodSeconds',
    ),
    because: 'Kubernetes takes it for 1 second, which nobody can have meant',
  },
];
