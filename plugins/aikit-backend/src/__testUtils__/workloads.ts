import {
  HealthState,
  MANAGED_BY,
  WORKLOAD_ANNOTATIONS,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedWorkload } from '@aikit-backstage/plugin-aikit-node';
import { aLeaderWorkerSet } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { Evaluate } from '../workloads/WorkloadStatuses';

/** A LeaderWorkerSet that the portal submitted for an entity of its name. */
export function observedWorkload(
  name: string,
  overrides: Partial<ObservedWorkload> = {},
): ObservedWorkload {
  return aLeaderWorkerSet({
    uid: `uid-${name}`,
    name,
    namespace: 'team',
    labels: {
      'app.kubernetes.io/managed-by': MANAGED_BY,
      'backstage.io/kubernetes-id': name,
    },
    annotations: {
      [WORKLOAD_ANNOTATIONS.entityRef]: `component:default/${name}`,
    },
    createdAt: '2026-01-01T00:00:00Z',
    reported: { replicas: 1, ready: 1, updated: 1 },
    ...overrides,
  });
}

/** Milliseconds after which an unsettled workload has to be looked at again. */
export const RECHECK_MS = 60_000;

/**
 * Judges by the reported numbers alone, and says `unknown` of a cluster that is
 * not live. One minute later it wants to judge again, as long as not all is
 * ready.
 */
export const evaluate: Evaluate = (
  { cluster, workload },
  { clusterState, now },
) => {
  const { kind, namespace, name, createdAt, generation, reported } = workload;
  const judged: HealthState =
    reported.ready >= workload.replicas ? 'healthy' : 'progressing';
  const entityRef = workload.annotations[WORKLOAD_ANNOTATIONS.entityRef];
  const owner = workload.annotations[WORKLOAD_ANNOTATIONS.owner];
  const status: WorkloadStatus = {
    cluster,
    namespace,
    name,
    kind,
    mode: kind === 'Deployment' ? 'standard' : 'distributed',
    createdAt,
    generation,
    ...(entityRef && { catalog: { entityRef, ...(owner && { owner }) } }),
    health: {
      state: clusterState === 'live' ? judged : 'unknown',
      reason: 'Test',
      message: '',
    },
    groups: { desired: workload.replicas, ready: reported.ready, items: [] },
    pods: { desired: 0, ready: 0 },
    accelerators: [],
    findings: [],
  };
  const isSettled = reported.ready >= workload.replicas;
  return isSettled
    ? { status }
    : { status, recheckAt: new Date(now.getTime() + RECHECK_MS) };
};

/** The same workload with so many groups ready, of three. */
export function withReady(name: string, ready: number): ObservedWorkload {
  return observedWorkload(name, {
    replicas: 3,
    reported: { replicas: 3, ready, updated: 3 },
  });
}

/** Until changes that followed each other closely are served, and announced. */
export async function lookedAgain(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 80));
}
