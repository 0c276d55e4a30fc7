import { WORKLOAD_ANNOTATIONS } from '../../api/annotations';
import type { ValueIssue } from '../../api/contract';
import { lookUp, ValuePath } from '../paths';
import type { AikitValues } from '../schema';
import { Check, errorAt } from './check';

/** Keys that are not the user's to give in some map of the values. */
interface Reserved {
  rule: string;
  /** Keys of the map that are not to be there. */
  keys: (key: string) => boolean;
  message: string;
}

const PREFIX = {
  lws: 'leaderworkerset.sigs.k8s.io/',
  kueue: 'kueue.x-k8s.io/',
};

const OWN_ANNOTATIONS: readonly string[] = Object.values(WORKLOAD_ANNOTATIONS);

/** Kueue's labels on pods make it queue each pod, beside the workload. */
const KUEUE_LABELS: Reserved = {
  rule: 'reserved-label',
  keys: key => key.startsWith(PREFIX.kueue),
  message:
    'belongs on the workload, where Kueue queues whole groups, not on its pods: use kueue.queueName and kueue.priorityClass',
};

const LWS_ANNOTATIONS: Reserved = {
  rule: 'reserved-annotation',
  keys: key => key.startsWith(PREFIX.lws),
  message:
    'is set by LeaderWorkerSet on each pod: use leaderWorkerSet.annotations, exclusiveTopology or subGroupExclusiveTopology',
};

const CATALOG_ANNOTATIONS: Reserved = {
  rule: 'reserved-annotation',
  keys: key => OWN_ANNOTATIONS.includes(key),
  message:
    'is set from the catalog entity that the workload belongs to: leave it out',
};

/** Maps of a pod, of which the top level and each role has one. */
const OF_PODS: Record<string, readonly Reserved[]> = {
  podLabels: [KUEUE_LABELS],
  podAnnotations: [LWS_ANNOTATIONS],
};

const PLACES: readonly (readonly [ValuePath, readonly Reserved[]])[] = [
  ...Object.entries(OF_PODS).flatMap(([key, reserved]) =>
    [[], ['leaderWorkerSet', 'leader'], ['leaderWorkerSet', 'worker']].map(
      role => [[...role, key], reserved] as const,
    ),
  ),
  [['leaderWorkerSet', 'annotations'], [CATALOG_ANNOTATIONS]],
  [['serviceAccount', 'annotations'], [CATALOG_ANNOTATIONS]],
];

function keysIn(values: AikitValues, path: ValuePath): string[] {
  const map = lookUp(values, path);
  return map ? Object.keys(map) : [];
}

/**
 * Labels and annotations that the renderer or a controller sets itself. Those
 * that selectors rely on are refused by the schema of the labels.
 */
export const reservedKeys: Check = ({ values }): ValueIssue[] =>
  PLACES.flatMap(([path, rules]) =>
    keysIn(values, path).flatMap(key =>
      rules
        .filter(({ keys }) => keys(key))
        .map(({ rule, message }) =>
          errorAt([...path, key], {
            rule,
            message,
            given: lookUp(values, [...path, key]),
            suggestion: null,
          }),
        ),
    ),
  );
