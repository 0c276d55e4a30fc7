import { ControlPlane } from './controlPlane';
import { poll } from './poll';

const TIMEOUT_MS = 30_000;

/** As much of a Pod as the fixture's tests look at. */
export interface Pod {
  metadata: {
    name: string;
    uid: string;
    labels: Record<string, string>;
    deletionTimestamp?: string;
  };
  spec: {
    nodeName?: string;
    containers: Array<{ env?: Array<{ name: string; value?: string }> }>;
  };
  status: {
    phase: string;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** A LeaderWorkerSet with one group, whose pods ask for GPUs if told to. */
export function leaderWorkerSet(options: {
  name: string;
  size: number;
  leaderGpus?: number;
  workerGpus?: number;
}) {
  const { name, size, leaderGpus = 0, workerGpus = 0 } = options;
  const template = (role: string, gpus: number) => ({
    metadata: { labels: { 'leaderworkerset.sigs.k8s.io/pod-role': role } },
    spec: {
      containers: [
        {
          name: 'aikit',
          image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
          resources: gpus ? { limits: { 'nvidia.com/gpu': String(gpus) } } : {},
        },
      ],
    },
  });
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas: 1,
      leaderWorkerTemplate: {
        size,
        leaderTemplate: template('leader', leaderGpus),
        workerTemplate: template('worker', workerGpus),
      },
    },
  };
}

/** The value of a pod condition. */
export function condition(pod: Pod, type: string) {
  return pod.status.conditions?.find(candidate => candidate.type === type);
}

/** The pods of a LeaderWorkerSet, by name. */
export async function podsOf(cluster: ControlPlane, name: string) {
  const selector = `leaderworkerset.sigs.k8s.io/name=${name}`;
  const { items } = await cluster.get<{ items: Pod[] }>('pods', '-l', selector);
  return items.sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));
}

/** Waits until all `count` pods are there and Ready, and answers them. */
export function readyPodsOf(
  cluster: ControlPlane,
  name: string,
  count: number,
) {
  return poll(
    async () => {
      const pods = await podsOf(cluster, name);
      const ready = pods.filter(
        pod =>
          !pod.metadata.deletionTimestamp &&
          condition(pod, 'Ready')?.status === 'True',
      );
      return pods.length === count && ready.length === count ? pods : undefined;
    },
    { what: `${count} ready pods of ${name}`, timeoutMs: TIMEOUT_MS },
  );
}
