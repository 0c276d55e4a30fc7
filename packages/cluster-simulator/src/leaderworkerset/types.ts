import type { ICondition } from '@kubernetes-models/apimachinery/apis/meta/v1/Condition';
import type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';

/** What makes the pods of a group: one leader and `size - 1` workers. */
export interface LeaderWorkerTemplate {
  /** The workers' when it is not given. */
  leaderTemplate?: IPodTemplateSpec;
  workerTemplate: IPodTemplateSpec;
  size: number;
  restartPolicy:
    | 'Default'
    | 'RecreateGroupOnPodRestart'
    | 'RecreateGroupAfterStart'
    | 'None';
  subGroupPolicy?: {
    subGroupPolicyType: 'LeaderWorker' | 'LeaderExcluded';
    subGroupSize: number;
  };
  volumeClaimTemplates?: IStatefulSetSpec['volumeClaimTemplates'];
  persistentVolumeClaimRetentionPolicy?: IStatefulSetSpec['persistentVolumeClaimRetentionPolicy'];
}

/** As it is stored: admission has filled in what was left out. */
export interface LeaderWorkerSetSpec {
  /** Number of groups. */
  replicas: number;
  leaderWorkerTemplate: LeaderWorkerTemplate;
  startupPolicy: 'LeaderCreated' | 'LeaderReady';
  networkConfig: { subdomainPolicy: 'Shared' | 'UniquePerReplica' };
  rolloutStrategy: {
    type: 'RollingUpdate';
    /** Numbers of groups, or percentages of them such as `25%`. */
    rollingUpdateConfiguration: {
      maxUnavailable: number | string;
      maxSurge: number | string;
      /** Groups below this index keep their revision. */
      partition: number;
    };
  };
}

/** Counts include groups above `spec.replicas`, which a rollout may add. */
export interface LeaderWorkerSetStatus {
  replicas?: number;
  readyReplicas?: number;
  updatedReplicas?: number;
  observedGeneration?: number;
  hpaPodSelector?: string;
  conditions?: ICondition[];
}

export interface LeaderWorkerSet extends KubeObject {
  spec: LeaderWorkerSetSpec;
  status?: LeaderWorkerSetStatus;
}

export const LEADER_WORKER_SETS: ResourceType<LeaderWorkerSet> = {
  group: 'leaderworkerset.x-k8s.io',
  version: 'v1',
  kind: 'LeaderWorkerSet',
  plural: 'leaderworkersets',
  singular: 'leaderworkerset',
  shortNames: ['lws'],
  namespaced: true,
  subresources: ['status', 'scale'],
};

const PREFIX = 'leaderworkerset.sigs.k8s.io';

/** Labels of pods and StatefulSets; `name` is on Services too. */
export const LABELS = {
  name: `${PREFIX}/name`,
  workerIndex: `${PREFIX}/worker-index`,
  /** Not on the leaders' StatefulSet: that tells it from the workers'. */
  groupIndex: `${PREFIX}/group-index`,
  groupKey: `${PREFIX}/group-key`,
  revision: `${PREFIX}/template-revision-hash`,
  subGroupIndex: `${PREFIX}/subgroup-index`,
  subGroupKey: `${PREFIX}/subgroup-key`,
} as const;

export const ANNOTATIONS = {
  size: `${PREFIX}/size`,
  replicas: `${PREFIX}/replicas`,
  leaderName: `${PREFIX}/leader-name`,
  exclusiveTopology: `${PREFIX}/exclusive-topology`,
  subGroupExclusiveTopology: `${PREFIX}/subgroup-exclusive-topology`,
  subGroupSize: `${PREFIX}/subgroup-size`,
  subGroupPolicyType: `${PREFIX}/subgroup-policy-type`,
  subdomainPolicy: `${PREFIX}/subdomainPolicy`,
  recreateGroupAfterStart: `${PREFIX}/experimental-recreate-group-after-start`,
} as const;

/** The value of a label, if there is one. */
export function labelOf(
  { metadata }: KubeObject,
  label: keyof typeof LABELS,
): string | undefined {
  return metadata.labels?.[LABELS[label]];
}

/** Whether a pod of a LeaderWorkerSet is the first of its group. */
export function isLeader(pod: KubeObject): boolean {
  return labelOf(pod, 'workerIndex') === '0';
}
