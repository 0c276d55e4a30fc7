import { ClustersResponse } from '@aikit-backstage/plugin-aikit-common';

type Cluster = ClustersResponse['items'][number];

/** A live cluster with LeaderWorkerSet and twelve free GPUs. */
export function cluster(overrides: Partial<Cluster> = {}): Cluster {
  return {
    name: 'us-east',
    state: 'live',
    leaderWorkerSet: 'installed',
    leaderWorkerSetVersion: '0.9.0',
    nodes: { total: 3, ready: 3 },
    accelerators: [
      {
        resource: 'nvidia.com/gpu',
        usable: 12,
        total: 12,
        allocated: 0,
        free: 12,
        largestFree: 12,
        models: ['NVIDIA-A10G'],
      },
    ],
    ...overrides,
  };
}
