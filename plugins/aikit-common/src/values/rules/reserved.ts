import {
  APPROVAL_ANNOTATIONS,
  INFERENCE_ANNOTATION,
  WORKLOAD_ANNOTATIONS,
} from '../../api/annotations';
import { lookUp, ValuePath } from '../paths';
import type { ValuesRule } from './checked';

/** Keys that are not the user's to give in some maps of the values. */
interface Reserved {
  rule: string;
  /** The maps. */
  places: readonly ValuePath[];
  /** Keys of a map that are not to be there. */
  keys: (key: string) => boolean;
  message: string;
}

/** A map of pods, of which the top level and each role has one. */
function ofPods(key: string): ValuePath[] {
  return [
    [key],
    ['leaderWorkerSet', 'leader', key],
    ['leaderWorkerSet', 'worker', key],
  ];
}

const OWN_ANNOTATIONS: readonly string[] = [
  ...Object.values(WORKLOAD_ANNOTATIONS),
  ...Object.values(APPROVAL_ANNOTATIONS),
  INFERENCE_ANNOTATION,
];

const RESERVED: readonly Reserved[] = [
  {
    // Kueue's labels on pods make it queue each pod, beside the workload.
    rule: 'reserved-label',
    places: ofPods('podLabels'),
    keys: key => key.startsWith('kueue.x-k8s.io/'),
    message:
      'belongs on the workload, where Kueue queues whole groups, not on its pods: use kueue.queueName and kueue.priorityClass',
  },
  {
    rule: 'reserved-annotation',
    places: ofPods('podAnnotations'),
    keys: key => key.startsWith('leaderworkerset.sigs.k8s.io/'),
    message:
      'is set by LeaderWorkerSet on each pod: use leaderWorkerSet.annotations, exclusiveTopology or subGroupExclusiveTopology',
  },
  {
    rule: 'reserved-annotation',
    places: [
      ['leaderWorkerSet', 'annotations'],
      ['serviceAccount', 'annotations'],
    ],
    keys: key => OWN_ANNOTATIONS.includes(key),
    message:
      'is set by the portal, from what is submitted and for which entity: leave it out',
  },
];

/**
 * Labels and annotations that the renderer or a controller sets itself. Those
 * that selectors rely on are refused by the schema of the labels.
 */
export const reservedKeys: ValuesRule = ({ values }, report) => {
  for (const { rule, places, keys, message } of RESERVED) {
    for (const place of places) {
      for (const key of Object.keys(lookUp(values, place) ?? {}).filter(keys)) {
        report({ rule, path: [...place, key], message, suggestion: null });
      }
    }
  }
};
