import { isMap } from '@aikit-backstage/plugin-aikit-common';

/**
 * The same value with the keys of its maps in the order that another has them,
 * at every depth; keys that the other has not come last. The order of keys says
 * nothing, and is no difference.
 */
export function inOrderOf<T>(model: unknown, value: T): T;
export function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    return Array.isArray(model)
      ? value.map((item, index) => inOrderOf(model[index], item))
      : value;
  }
  if (!isMap(value) || !isMap(model)) {
    return value;
  }
  const known = Object.keys(model).filter(key => Object.hasOwn(value, key));
  return Object.fromEntries(
    [...new Set([...known, ...Object.keys(value)])].map(key => [
      key,
      inOrderOf(Object.hasOwn(model, key) ? model[key] : undefined, value[key]),
    ]),
  );
}
