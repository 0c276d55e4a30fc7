import { canonicalQuantity } from '@aikit-backstage/plugin-aikit-common';
import { isObject, mapShared, withDefaults } from '../resources/json';
import { LeaderWorkerTemplate } from './types';

/** What LWS's types cannot leave out, by the field that it is in. */
const IMPLIED: Record<string, object> = {
  leaderTemplate: { metadata: {} },
  workerTemplate: { metadata: {} },
  containers: { resources: {} },
  initContainers: { resources: {} },
  volumeClaimTemplates: { metadata: {}, status: {} },
};

const known = new WeakMap<LeaderWorkerTemplate, LeaderWorkerTemplate>();

/**
 * A template as LWS writes it, whose Go types know quantities by their value
 * and have no word for some things being absent. Parts that are in this form
 * already are shared.
 */
export function canonicalTemplate(
  template: LeaderWorkerTemplate,
): LeaderWorkerTemplate {
  const result = known.get(template) ?? canonical(template);
  known.set(template, result);
  return result;
}

function canonical<T>(value: T, field: string = ''): T {
  if (Array.isArray(value)) {
    return mapShared(value, item => canonical(item, field)) as T;
  }
  if (!isObject(value)) {
    return value;
  }
  const changes = Object.entries(value)
    .map(([name, part]) => [
      name,
      isQuantity(field, name)
        ? canonicalQuantity(part as string | number)
        : canonical(part, name),
    ])
    .filter(([name, part]) => part !== value[name as string]);
  const changed =
    changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
  return withDefaults(changed, IMPLIED[field] ?? {}) as T;
}

function isQuantity(parent: string, name: string): boolean {
  return (
    parent === 'limits' ||
    parent === 'requests' ||
    (parent === 'emptyDir' && name === 'sizeLimit')
  );
}
