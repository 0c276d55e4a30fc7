import { effectiveAccelerators } from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedPodSet,
  ObservedWorkload,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IDeploymentStatus } from 'kubernetes-models/apps/v1/DeploymentStatus';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import {
  isMembershipLabel,
  LWS_NAME_LABEL,
  observedConditions,
  observedMeta,
  shortened,
} from './metadata';

/**
 * A LeaderWorkerSet, as far as it is looked at.
 *
 * Source: its CustomResourceDefinition, version v1.
 */
export interface LeaderWorkerSet extends KubernetesObject {
  spec?: {
    replicas?: number;
    startupPolicy?: string;
    leaderWorkerTemplate?: {
      /** The workers' when it is not given. */
      leaderTemplate?: IPodTemplateSpec;
      workerTemplate?: IPodTemplateSpec;
      size?: number;
      restartPolicy?: string;
      subGroupPolicy?: { subGroupSize?: number };
      volumeClaimTemplates?: IPersistentVolumeClaim[];
    };
  };
  status?: IDeploymentStatus;
}

/**
 * What is kept of a LeaderWorkerSet. Without a leader template the leader is
 * made from the worker's.
 */
export function observedLeaderWorkerSet(
  object: KubernetesObject,
): ObservedWorkload {
  const { spec = {}, status } = object as LeaderWorkerSet;
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
  const { spec, status } = object as IDeployment;
  return {
    ...observedMeta(object),
    kind: 'Deployment',
    replicas: spec?.replicas ?? 1,
    size: 1,
    ...reported(status),
    ...image(spec?.template),
    accelerators: {
      leader: effectiveAccelerators(spec?.template?.spec ?? {}),
      worker: {},
    },
  };
}

function reported(
  status: IDeploymentStatus = {},
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

function image(template: IPodTemplateSpec | undefined): { image?: string } {
  const name = template?.spec?.containers?.[0]?.image;
  return name ? { image: shortened(name) } : {};
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
  const { spec, status } = object as IReplicaSet | IStatefulSet;
  return {
    ...observedMeta(object, isMembershipLabel),
    kind,
    replicas: spec?.replicas ?? 1,
    conditions: observedConditions(status?.conditions),
  };
}
