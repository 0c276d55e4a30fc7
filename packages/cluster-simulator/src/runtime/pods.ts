import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { ObjectStore } from '../api/objectStore';
import { Pod } from '../objects/kinds';
import {
  KubeObject,
  NewObject,
  ObjectKey,
  OwnerReference,
} from '../objects/types';

/** The owner reference that a controller puts on what it makes. */
export function controllerRef(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  const { name, uid } = metadata;
  const claim = { controller: true, blockOwnerDeletion: true };
  return { apiVersion, kind, name, uid, ...claim };
}

/** The owner that controls an object, if any. */
export function controllerOf({ metadata }: KubeObject) {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}

/** Objects of a kind that an object controls. */
export function controlled<T extends KubeObject>(
  store: ObjectStore,
  { metadata: { uid } }: KubeObject,
  kind: T['kind'],
): T[] {
  const isControlled = (object: KubeObject): object is T =>
    object.kind === kind && controllerOf(object)?.uid === uid;
  return store.dependents(uid).filter(isControlled);
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
  const [name, namespace] = key.split('/').reverse();
  return { namespace, name };
}

export function isTerminating({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Whether a pod has succeeded or failed, and will not run again. */
export function isPodFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether a pod runs, or will. */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && !isTerminating(pod);
}

export function isPodReady({ status }: Pod): boolean {
  return !!status?.conditions?.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

/** How many pods a workload wants; the API's default is 1. */
export function wantedReplicas({ spec }: { spec: { replicas?: number } }) {
  return spec.replicas ?? 1;
}

/**
 * A pod made from a template for its owner. It shares the template's parts, so
 * that thousands of pods cost little memory.
 */
export function podFromTemplate(
  { metadata = {}, spec }: IPodTemplateSpec,
  owner: KubeObject,
) {
  const { labels, annotations } = metadata;
  return {
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: spec!,
  } as NewObject<Pod> & Pick<Pod, 'spec'>;
}
