import {
  ObservedPodSet,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import {
  isMembershipLabel,
  LWS_NAME_LABEL,
  observedConditions,
  observedMeta,
  RawCondition,
} from './metadata';

interface RawPodSet extends KubernetesObject {
  spec?: { replicas?: number };
  status?: { conditions?: RawCondition[] };
}

/** What is kept of a ReplicaSet; nothing of one without a Deployment. */
export function observedReplicaSet(
  object: KubernetesObject,
): ObservedPodSet | undefined {
  const set = observedPodSet(object, 'ReplicaSet');
  return set.owner?.kind === 'Deployment' ? set : undefined;
}

/** What is kept of a StatefulSet; nothing of one without a LeaderWorkerSet. */
export function observedStatefulSet(
  object: KubernetesObject,
): ObservedPodSet | undefined {
  const set = observedPodSet(object, 'StatefulSet');
  return set.labels[LWS_NAME_LABEL] === undefined ? undefined : set;
}

function observedPodSet(
  object: KubernetesObject,
  kind: ObservedPodSet['kind'],
): ObservedPodSet {
  const { spec, status } = object as RawPodSet;
  return {
    ...observedMeta(object, isMembershipLabel),
    kind,
    replicas: spec?.replicas ?? 1,
    conditions: observedConditions(status?.conditions),
  };
}
