import { conflict } from '../api/apiError';
import { KubeObject } from '../objects/types';
import { objectIn, valueAt } from '../resources/json';
import { Kind } from '../resources/kinds';
import { Problems } from '../resources/problems';

/** An object's scale, an autoscaling/v1 Scale, if the kind has one. */
export function scaleOf(
  { labelSelectorPath }: Kind,
  object: KubeObject,
): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const labels = objectIn(valueAt(object, 'spec.selector'), 'matchLabels');
  const selector = labelSelectorPath
    ? valueAt(object, labelSelectorPath)
    : Object.entries(labels)
        .map(entry => entry.join('='))
        .sort()
        .join(',');
  const replicas = valueAt(object, 'spec.replicas');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { ...(replicas ? { replicas } : {}) },
    status: {
      replicas: valueAt(object, 'status.replicas') ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

/**
 * The replicas that a Scale asks for.
 *
 * @throws ApiError 409 when it is of an old version, 422 when it is too small
 */
export function replicasOf(
  { type, isCustom }: Kind,
  { metadata }: KubeObject,
  scale: unknown,
): number {
  const replicas = Number(valueAt(scale, 'spec.replicas') ?? 0);
  if (replicas < 0 && !isCustom) {
    throw new Problems()
      .notNegative('spec.replicas', replicas)
      .error({ group: 'autoscaling', kind: 'Scale' }, metadata.name);
  }
  const version = valueAt(scale, 'metadata.resourceVersion');
  if (version && version !== metadata.resourceVersion) {
    throw conflict(type, metadata.name);
  }
  return replicas;
}
