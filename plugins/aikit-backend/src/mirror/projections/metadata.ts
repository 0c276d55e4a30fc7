import {
  ObservedCondition,
  ObservedMeta,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import {
  APPROVAL_ANNOTATIONS,
  plainText,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';

/** Prefix of LeaderWorkerSet's own labels and annotations. */
export const LWS_PREFIX = 'leaderworkerset.sigs.k8s.io/';

/** Label with the name of the LeaderWorkerSet that an object belongs to. */
export const LWS_NAME_LABEL = `${LWS_PREFIX}name`;

const ANNOTATIONS = new Set<string>([
  ...Object.values(WORKLOAD_ANNOTATIONS),
  APPROVAL_ANNOTATIONS.state,
  APPROVAL_ANNOTATIONS.contact,
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
  const meta: ObservedMeta = {
    uid: metadata.uid ?? '',
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: pick(metadata.labels, keepsLabel),
    // The API server checks labels, and takes any text for an annotation.
    annotations: pick(metadata.annotations, isKeptAnnotation, plainText),
    createdAt: metadata.creationTimestamp ?? '',
    generation: metadata.generation ?? 0,
    resourceVersion: metadata.resourceVersion ?? '',
  };
  if (metadata.deletionTimestamp) {
    meta.deletedAt = metadata.deletionTimestamp;
  }
  if (owner) {
    meta.owner = { kind: owner.kind, name: owner.name, uid: owner.uid };
  }
  return meta;
}

function isKeptAnnotation(key: string): boolean {
  return ANNOTATIONS.has(key) || key.startsWith(LWS_PREFIX);
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
  conditions: RawCondition[] = [],
): ObservedCondition[] {
  return conditions.map(condition => {
    const { type, status, reason = '', message = '' } = condition;
    const kept: ObservedCondition = {
      type,
      status,
      reason: shortened(reason),
      message: shortened(message),
    };
    if (condition.lastTransitionTime) {
      kept.since = condition.lastTransitionTime;
    }
    return kept;
  });
}

/**
 * A text that anybody in the cluster may have written, for people to read: of
 * bounded length, marked where it was cut, and as it looks.
 */
export function shortened(text: string): string {
  const plain = plainText(text.slice(0, 2 * MAX_TEXT));
  return plain.length > MAX_TEXT || text.length > 2 * MAX_TEXT
    ? `${plain.slice(0, MAX_TEXT)}…`
    : plain;
}

function pick(
  all: Record<string, string> = {},
  keeps: (key: string) => boolean,
  asKept: (value: string) => string = value => value,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(all)) {
    if (keeps(key)) {
      kept[key] = asKept(all[key]);
    }
  }
  return kept;
}
