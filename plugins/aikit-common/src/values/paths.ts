/** Keys and list indexes from the top of the values. */
export type ValuePath = readonly PropertyKey[];

/**
 * Writes a path as people read it:
 * `leaderWorkerSet.leader.env[0].name`, `nodeSelector["a.b/c"]`.
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
