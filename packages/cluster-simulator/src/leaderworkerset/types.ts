import { readFileSync } from 'node:fs';
import type { ICondition } from '@kubernetes-models/apimachinery/apis/meta/v1/Condition';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { parse } from 'yaml';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject, NewObject } from '../objects/types';
import { customKind, CustomResourceSpec } from '../resources/kinds';
import { packageFile } from '../resources/packageFile';
import { controllerRef } from '../runtime/pods';

/** With its defaults. For the values of policies see its CRD. */
export interface LeaderWorkerSetSpec {
  /** Number of groups. */
  replicas: number;
  /** What makes the pods of a group: one leader and `size - 1` workers. */
  leaderWorkerTemplate: {
    /** The workers' when it is not given. */
    leaderTemplate?: IPodTemplateSpec;
    workerTemplate: IPodTemplateSpec;
    size: number;
    restartPolicy: string;
    subGroupPolicy?: { subGroupPolicyType: string; subGroupSize: number };
  };
  startupPolicy: string;
  networkConfig: { subdomainPolicy: string };
  rolloutStrategy: {
    type: string;
    /** Numbers of groups, or percentages of them such as `25%`. */
    rollingUpdateConfiguration: {
      maxUnavailable: number | string;
      maxSurge: number | string;
      /** Groups below this index keep their revision. */
      partition: number;
    };
  };
}

export interface LeaderWorkerSet extends KubeObject {
  spec: LeaderWorkerSetSpec;
  /** Counts include groups above `spec.replicas`, which a rollout may add. */
  status?: { conditions?: ICondition[]; [count: string]: unknown };
}

/** The CustomResourceDefinition of LeaderWorkerSets, to be created as it is. */
export const LWS_CRD: NewObject = parse(
  readFileSync(packageFile('crds/leaderworkersets.yaml'), 'utf8'),
);

/**
 * LeaderWorkerSets, to be used with {@link SimulatedCluster.api}.
 *
 * @public
 */
export const LEADER_WORKER_SETS = customKind(LWS_CRD.spec as CustomResourceSpec)
  .type as ResourceType<LeaderWorkerSet>;

/** The full name of a label or annotation of LWS. */
export function lwsKey(key: string): string {
  return `leaderworkerset.sigs.k8s.io/${key}`;
}

/** Labels or annotations by their full names, without undefined ones. */
export function lwsKeys(values: Record<string, string | undefined>) {
  return Object.fromEntries<string>(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[lwsKey(key), value]],
    ),
  );
}

export function labelOf({ metadata }: KubeObject, label: string) {
  return metadata.labels?.[lwsKey(label)];
}

export function annotationOf({ metadata }: KubeObject, annotation: string) {
  return metadata.annotations?.[lwsKey(annotation)];
}

/** The key of the revision to which a part of a LeaderWorkerSet belongs. */
export function revisionOf(part: KubeObject): string {
  return labelOf(part, 'template-revision-hash') ?? '';
}

/** What a LeaderWorkerSet makes is named after its owner. */
export function ownedMeta(owner: KubeObject, labels: Record<string, string>) {
  const { namespace, name } = owner.metadata;
  return { namespace, name, labels, ownerReferences: [controllerRef(owner)] };
}

/** Whether a pod of a LeaderWorkerSet is the first of its group. */
export function isLeader(pod: KubeObject): boolean {
  return labelOf(pod, 'worker-index') === '0';
}
