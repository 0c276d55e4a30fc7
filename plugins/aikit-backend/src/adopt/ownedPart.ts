import { isDeepStrictEqual } from 'node:util';
import { isMap, ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { FieldsV1 } from './managedFields';

/**
 * The part of an object whose fields are in a set: what to apply so that the
 * owner of the set goes on owning just these, with the values they have.
 *
 * Source of the notation: "FieldsV1" in Kubernetes' API reference: `f:` names a
 * field, `k:` an item of a list by its keys, `v:` one by its value; an element
 * without parts is owned whole, and `.` stands for the element itself.
 */
export function ownedPart(value: unknown, fields: FieldsV1): unknown {
  if (Object.keys(fields).length === 0) {
    return value;
  }
  const parts = Object.entries(fields).filter(([element]) => element !== '.');
  if (Array.isArray(value)) {
    return value.flatMap(item => ownedItem(item, parts));
  }
  return isMap(value)
    ? Object.fromEntries(
        parts
          .map(([element, part]) => [element.slice(2), part] as const)
          .filter(([name]) => Object.hasOwn(value, name))
          .map(([name, part]) => [name, ownedPart(value[name], part)]),
      )
    : value;
}

/** An item as far as it is owned, always with the keys it is known by. */
function ownedItem(item: unknown, parts: [string, FieldsV1][]): unknown[] {
  for (const [element, part] of parts) {
    const mark = JSON.parse(element.slice(2));
    if (element.startsWith('v:') && isDeepStrictEqual(item, mark)) {
      return [item];
    }
    if (element.startsWith('k:') && isMap(item) && hasKeys(item, mark)) {
      const owned = ownedPart(item, part);
      return [isMap(owned) ? { ...mark, ...owned } : item];
    }
  }
  return [];
}

function hasKeys(item: ValuesMap, keys: ValuesMap): boolean {
  return Object.entries(keys).every(([name, key]) =>
    isDeepStrictEqual(item[name], key),
  );
}
