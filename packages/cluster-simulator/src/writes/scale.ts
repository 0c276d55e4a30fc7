import { ApiError, conflict, invalid } from '../api/apiError';
import { KubeObject } from '../objects/types';
import { JsonObject, objectIn, objectsIn, valueAt } from '../resources/json';
import { KindDefinition, ScalePaths } from '../resources/kindDefinition';
import { badPatch } from './requestChecks';

/** Where a kind has its scale. @throws ApiError 404 when it has none */
export function scalePaths({ scale }: KindDefinition): ScalePaths {
  if (!scale) {
    const message = 'the server could not find the requested resource';
    throw new ApiError(404, 'NotFound', message);
  }
  return scale;
}

/** An object's scale: an autoscaling/v1 Scale. */
export function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const replicas = valueAt(object, paths.specReplicasPath);
  const selector = paths.labelSelectorPath
    ? valueAt(object, paths.labelSelectorPath)
    : selectorText(valueAt(object, '.spec.selector'));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { ...(replicas ? { replicas } : {}) },
    status: {
      replicas: valueAt(object, paths.statusReplicasPath) ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

/**
 * The replicas that a Scale asks for.
 *
 * @throws ApiError 409 when it is of an old version, 422 when it is no number
 *   or too small
 */
export function replicasOf(
  scale: unknown,
  current: KubeObject,
  { type, isCustom }: KindDefinition,
): number {
  const { name, resourceVersion } = current.metadata;
  const replicas = valueAt(scale, '.spec.replicas') ?? 0;
  if (typeof replicas !== 'number') {
    throw badPatch(
      JSON.stringify(scale),
      `json: cannot unmarshal ${typeof replicas} into Go struct field ScaleSpec.spec.replicas of type int32`,
    );
  }
  if (replicas < 0 && !isCustom) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, name, [
      { reason: 'FieldValueInvalid', message, field: 'spec.replicas' },
    ]);
  }
  const version = valueAt(scale, '.metadata.resourceVersion');
  if (version && version !== resourceVersion) {
    throw conflict(type, name);
  }
  return replicas;
}

/** `a=b,c in (d,e)`: sorted by key, as Kubernetes writes it. */
function selectorText(selector: unknown): string {
  const labels = Object.entries(objectIn(selector, 'matchLabels')).map(
    ([key, value]) => ({ key, text: `${key}=${value}` }),
  );
  const expressions = objectsIn(selector, 'matchExpressions').map(
    expression => ({
      key: String(expression.key),
      text: expressionText(expression),
    }),
  );
  return [...labels, ...expressions]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text }) => text)
    .join(',');
}

function expressionText({ key, operator, values }: JsonObject): string {
  const list = Array.isArray(values) ? [...values].sort().join(',') : '';
  switch (operator) {
    case 'In':
      return `${key} in (${list})`;
    case 'NotIn':
      return `${key} notin (${list})`;
    default:
      return `${operator === 'Exists' ? '' : '!'}${key}`;
  }
}
