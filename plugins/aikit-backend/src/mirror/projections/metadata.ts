import {
  ObservedCondition,
  ObservedMeta,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { WORKLOAD_ANNOTATIONS } from '@aikit-backstage/plugin-aikit-common';

/** Prefix of LeaderWorkerSet's own labels and annotations. */
export const LWS_PREFIX = 'leaderworkerset.sigs.k8s.io/';

/** Label with the name of the LeaderWorkerSet that an object belongs to. */
export const LWS_NAME_LABEL = `${LWS_PREFIX}name`;

const ANNOTATIONS = new Set<string>([
  ...Object.values(WORKLOAD_ANNOTATIONS),
  // On ReplicaSets: which of a Deployment's is the current one.
  'deployment.kubernetes.io/revision',
]);
// Containers may leave 4 KiB and webhooks more: a card has room for a line.
const MAX_TEXT = 1024;

/**
 * What is kept of an object's metadata.
 *
 * @param keepsLabel - which labels to keep; by default all
 */
export function observedMeta(
  { metadata }: KubernetesObject,
  keepsLabel: (key: string) => boolean = () => true,
): ObservedMeta {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return {
    uid: metadata.uid ?? '',
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: pick(metadata.labels, keepsLabel),
    annotations: pick(
      metadata.annotations,
      key => ANNOTATIONS.has(key) || key.startsWith(LWS_PREFIX),
    ),
    createdAt: metadata.creationTimestamp ?? '',
    ...(metadata.deletionTimestamp && {
      deletedAt: metadata.deletionTimestamp,
    }),
    generation: metadata.generation ?? 0,
    resourceVersion: metadata.resourceVersion ?? '',
    ...(owner && {
      owner: { kind: owner.kind, name: owner.name, uid: owner.uid },
    }),
  };
}

/** Labels that tell to which workload and role a pod or pod set belongs. */
export function isMembershipLabel(key: string): boolean {
  return (
    key.startsWith(LWS_PREFIX) ||
    key.startsWith('app.kubernetes.io/') ||
    key === 'pod-template-hash'
  );
}

/** A condition as the API server gives it. */
export interface RawCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
}

export function observedConditions(
  conditions: RawCondition[] | undefined,
): ObservedCondition[] {
  return (conditions ?? []).map(condition => ({
    type: condition.type,
    status: condition.status,
    reason: condition.reason ?? '',
    message: shortened(condition.message ?? ''),
    ...(condition.lastTransitionTime && {
      since: condition.lastTransitionTime,
    }),
  }));
}

/** A text of bounded length, marked where it was cut. */
export function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function pick(
  all: Record<string, string> | undefined,
  keeps: (key: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all ?? {}).filter(([key]) => keeps(key)),
  );
}
