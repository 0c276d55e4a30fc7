/**
 * Keys and list indexes from the top of the values.
 *
 * @public
 */
export type ValuePath = readonly PropertyKey[];

/**
 * Writes a path as people read it:
 * `leaderWorkerSet.leader.env[0].name`, `nodeSelector["a.b/c"]`; the values as
 * a whole are `values`.
 */
export function formatPath(path: ValuePath): string {
  return (
    path.reduce<string>((text, key) => {
      if (typeof key === 'number') {
        return `${text}[${key}]`;
      }
      const name = String(key);
      if (!/^[\w-]+$/.test(name)) {
        return `${text}[${JSON.stringify(name)}]`;
      }
      return text ? `${text}.${name}` : name;
    }, '') || 'values'
  );
}

const STEP = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([\w-]+)/y;

/**
 * The keys of an issue's path, such as `env[0].name` or `labels["a.b"]`;
 * undefined for other text.
 *
 * @public
 */
export function parsePath(text: string): ValuePath | undefined {
  const path: PropertyKey[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const [, index, quoted, name] = STEP.exec(text) ?? [];
    if (index !== undefined) {
      path.push(Number(index));
    } else if (quoted !== undefined) {
      path.push(JSON.parse(quoted));
    } else if (name !== undefined) {
      path.push(name);
    } else {
      return undefined;
    }
  }
  return path;
}

/**
 * What is at a path, by own properties only; undefined where nothing is.
 *
 * @public
 */
export function lookUp(value: unknown, path: ValuePath): unknown {
  let found = value;
  for (const key of path) {
    if (
      typeof found !== 'object' ||
      found === null ||
      !Object.hasOwn(found, key)
    ) {
      return undefined;
    }
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

/**
 * The same with another value at a path. Maps on the way are made where they
 * are missing; null in the place of a list's entry takes the entry out.
 *
 * @public
 */
export function put(
  parent: unknown,
  [key, ...rest]: ValuePath,
  value: unknown,
): unknown {
  if (key === undefined) {
    return value;
  }
  const child = put(lookUp(parent, [key]), rest, value);
  if (Array.isArray(parent)) {
    const index = Number(key);
    return child === null
      ? parent.filter((_, position) => position !== index)
      : parent.map((entry, position) => (position === index ? child : entry));
  }
  const entries = Object.entries(
    typeof parent === 'object' && parent !== null ? parent : {},
  ).filter(([name]) => name !== key);
  return Object.fromEntries([...entries, [String(key), child]]);
}
