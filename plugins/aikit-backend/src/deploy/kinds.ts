import {
  DEPLOYMENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  LEADER_WORKER_SETS,
  ResourceType,
  SERVICES,
} from '@aikit-backstage/plugin-aikit-node';

/**
 * The kinds of object that make up a workload, in the order in which they are
 * submitted; they are removed in the reverse order.
 *
 * The workload itself is the first to come and the last to go: it carries the
 * entity it belongs to, so whatever is left half-done can still be found,
 * authorised, continued and removed.
 */
export const KINDS = [
  'LeaderWorkerSet',
  'Deployment',
  'Service',
  'HorizontalPodAutoscaler',
] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** The kinds that are a workload, and not an accessory of one. */
export const WORKLOAD_KINDS = ['LeaderWorkerSet', 'Deployment'] as const;

const RESOURCES: Record<Kind, ResourceType> = {
  LeaderWorkerSet: LEADER_WORKER_SETS,
  Deployment: DEPLOYMENTS,
  Service: SERVICES,
  HorizontalPodAutoscaler: HORIZONTAL_POD_AUTOSCALERS,
};

/** Where the API server serves a kind. */
export function resourceOf(kind: Kind): ResourceType {
  return RESOURCES[kind];
}

/** The `apiVersion` of a kind, as its manifests have it. */
export function apiVersionOf(kind: Kind): string {
  const { group, version } = RESOURCES[kind];
  return group ? `${group}/${version}` : version;
}

/** Narrows the kind of a manifest. */
export function isKind(kind: string): kind is Kind {
  return KINDS.some(known => known === kind);
}

/** Whether a kind is one of {@link WORKLOAD_KINDS}. */
export function isWorkload(kind: Kind): boolean {
  return WORKLOAD_KINDS.some(workload => workload === kind);
}
