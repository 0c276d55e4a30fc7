import { isMap } from '@aikit-backstage/plugin-aikit-common';

const MASK = '***';

/** What `kubectl apply` writes down: the whole object, as JSON. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a place may hold a secret that somebody wrote in plain text. */
function isSecret(keys: readonly string[]): boolean {
  const [list, key] = keys.slice(-2);
  return (list === 'env' && key === 'value') || keys.at(-1) === LAST_APPLIED;
}

/**
 * A part of an object with `***` for each value of an environment variable.
 *
 * @param keys - of the maps on the way to the part
 */
export function concealed(part: unknown, keys: readonly string[]): unknown {
  if (isSecret(keys)) {
    return MASK;
  }
  if (Array.isArray(part)) {
    return part.map(item => concealed(item, keys));
  }
  return isMap(part)
    ? Object.fromEntries(
        Object.entries(part).map(([key, value]) => [
          key,
          concealed(value, [...keys, key]),
        ]),
      )
    : part;
}
