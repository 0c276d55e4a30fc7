import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodStatus } from 'kubernetes-models/v1/PodStatus';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { Pod } from '../objects/kinds';
import {
  KubeObject,
  NewMeta,
  ObjectKey,
  OwnerReference,
} from '../objects/types';
import { ObjectStore } from '../store/objectStore';

/** The reference by which a controller's object claims what it has made. */
export function controllerRef({
  apiVersion,
  kind,
  metadata: { name, uid },
}: KubeObject): OwnerReference {
  return {
    apiVersion,
    kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The owner that controls an object, if any. */
export function controllerOf({
  metadata,
}: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}

/** Objects of a kind that an object controls. */
export function controlled<T extends KubeObject>(
  store: ObjectStore,
  { metadata: { uid } }: KubeObject,
  kind: T['kind'],
): T[] {
  return store
    .dependents(uid)
    .filter(
      dependent =>
        dependent.kind === kind && controllerOf(dependent)?.uid === uid,
    ) as T[];
}

/** Pods that an object controls. */
export function podsOf(store: ObjectStore, owner: KubeObject): Pod[] {
  return controlled<Pod>(store, owner, 'Pod');
}

/** Key of an object in a work queue. */
export function keyOf({ namespace, name }: ObjectKey): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** What {@link keyOf} was made of. */
export function parseKey(key: string): ObjectKey {
  const slash = key.indexOf('/');
  return slash < 0
    ? { name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

export function isTerminating({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Whether a pod has ended, well or not, and will not run again. */
export function isPodFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether a pod runs, or will. */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && !isTerminating(pod);
}

/** How many pods a workload shall have; the API's default is 1. */
export function wantedReplicas({ spec }: { spec: { replicas?: number } }) {
  return spec.replicas ?? 1;
}

function readyCondition({ status }: Pod) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}

export function isPodReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}

/** Since when a pod is ready, in milliseconds of the epoch; undefined when it is not. */
export function podReadySince(pod: Pod): number | undefined {
  const condition = readyCondition(pod);
  return condition?.status === 'True'
    ? Date.parse(condition.lastTransitionTime ?? '') || 0
    : undefined;
}

/** Undefined when the pod is not ready. */
function msUntilAvailable(
  pod: Pod,
  minReadySeconds: number,
  now: Date,
): number | undefined {
  const since = podReadySince(pod);
  return since === undefined
    ? undefined
    : Math.max(0, since + minReadySeconds * 1000 - now.getTime());
}

/** Whether a pod has been ready for `minReadySeconds`. */
export function isPodAvailable(
  pod: Pod,
  minReadySeconds: number,
  now: Date,
): boolean {
  return minReadySeconds === 0
    ? isPodReady(pod)
    : msUntilAvailable(pod, minReadySeconds, now) === 0;
}

/**
 * Milliseconds until the next pod has been ready for long enough; undefined
 * when there is none to wait for.
 */
export function nextAvailability(
  pods: Pod[],
  minReadySeconds: number,
  now: Date,
): number | undefined {
  if (minReadySeconds === 0) {
    return undefined;
  }
  const waits = pods
    .map(pod => msUntilAvailable(pod, minReadySeconds, now) ?? 0)
    .filter(ms => ms > 0);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/** A pod that is to be created. */
export type NewPod = {
  metadata: NewMeta;
  spec: IPodSpec;
  status?: IPodStatus;
};

/**
 * A pod as a template describes it, owned by what it is made for. It shares the
 * template's parts, so that thousands of pods cost little.
 */
export function podFromTemplate(
  { metadata = {}, spec }: IPodTemplateSpec,
  owner: KubeObject,
): NewPod {
  const { labels, annotations, finalizers } = metadata;
  return {
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      ...(labels && { labels: labels as Record<string, string> }),
      ...(annotations && {
        annotations: annotations as Record<string, string>,
      }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: spec!,
    status: { phase: 'Pending' },
  };
}
