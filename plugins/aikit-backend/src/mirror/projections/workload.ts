import {
  effectiveAccelerators,
  PodResources,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedPodSet,
  ObservedWorkload,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import {
  isMembershipLabel,
  LWS_NAME_LABEL,
  observedConditions,
  observedMeta,
  RawCondition,
} from './metadata';

interface RawTemplate {
  spec?: PodResources & { containers?: { image?: string }[] };
}

interface RawStatus {
  replicas?: number;
  readyReplicas?: number;
  updatedReplicas?: number;
  observedGeneration?: number;
  conditions?: RawCondition[];
}

interface RawLeaderWorkerSet extends KubernetesObject {
  spec?: {
    replicas?: number;
    startupPolicy?: string;
    leaderWorkerTemplate?: {
      leaderTemplate?: RawTemplate;
      workerTemplate?: RawTemplate;
      size?: number;
      restartPolicy?: string;
    };
  };
  status?: RawStatus;
}

interface RawDeployment extends KubernetesObject {
  spec?: { replicas?: number; template?: RawTemplate };
  status?: RawStatus;
}

/**
 * What is kept of a LeaderWorkerSet. Without a leader template the leader is
 * made from the worker's.
 */
export function observedLeaderWorkerSet(
  object: KubernetesObject,
): ObservedWorkload {
  const { spec = {}, status } = object as RawLeaderWorkerSet;
  const template = spec.leaderWorkerTemplate ?? {};
  const leader = template.leaderTemplate ?? template.workerTemplate;
  return {
    ...observedMeta(object),
    kind: 'LeaderWorkerSet',
    replicas: spec.replicas ?? 1,
    size: template.size ?? 1,
    ...reported(status),
    ...(spec.startupPolicy && { startupPolicy: spec.startupPolicy }),
    ...(template.restartPolicy && { restartPolicy: template.restartPolicy }),
    ...image(leader),
    accelerators: {
      leader: effectiveAccelerators(leader?.spec ?? {}),
      worker: effectiveAccelerators(template.workerTemplate?.spec ?? {}),
    },
  };
}

/** What is kept of a Deployment; its one role is in the leader's place. */
export function observedDeployment(object: KubernetesObject): ObservedWorkload {
  const { spec = {}, status } = object as RawDeployment;
  return {
    ...observedMeta(object),
    kind: 'Deployment',
    replicas: spec.replicas ?? 1,
    size: 1,
    ...reported(status),
    ...image(spec.template),
    accelerators: {
      leader: effectiveAccelerators(spec.template?.spec ?? {}),
      worker: {},
    },
  };
}

function reported(
  status: RawStatus = {},
): Pick<ObservedWorkload, 'observedGeneration' | 'conditions' | 'reported'> {
  return {
    ...(status.observedGeneration !== undefined && {
      observedGeneration: status.observedGeneration,
    }),
    conditions: observedConditions(status.conditions),
    reported: {
      replicas: status.replicas ?? 0,
      ready: status.readyReplicas ?? 0,
      updated: status.updatedReplicas ?? 0,
    },
  };
}

function image(template: RawTemplate | undefined): { image?: string } {
  const name = template?.spec?.containers?.[0]?.image;
  return name ? { image: name } : {};
}

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
