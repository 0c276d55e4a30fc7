import {
  ClusterState,
  WorkloadsResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

/** A healthy workload of `component:default/chat` in us-east/team-chat. */
export function workload(overrides?: Partial<WorkloadStatus>): WorkloadStatus {
  return {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
    kind: 'LeaderWorkerSet',
    mode: 'distributed',
    createdAt: '2026-01-01T00:00:00Z',
    generation: 1,
    image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
    catalog: {
      entityRef: 'component:default/chat',
      owner: 'group:default/team-chat',
    },
    health: { state: 'healthy', reason: 'AllGroupsReady', message: '' },
    groups: { desired: 0, ready: 0, items: [] },
    pods: { desired: 0, ready: 0 },
    accelerators: [],
    findings: [],
    ...overrides,
  };
}

/** The backend's answer about clusters in these states. */
export function answer(
  clusters: Record<string, ClusterState>,
  items: WorkloadStatus[],
): WorkloadsResponse {
  return {
    version: '1',
    observedAt: '2026-01-01T00:00:00Z',
    clusters: Object.entries(clusters).map(([name, state]) => ({
      name,
      state,
    })),
    items,
  };
}
