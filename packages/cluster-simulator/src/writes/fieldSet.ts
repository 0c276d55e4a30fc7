/**
 * Fields of an object, each a path of elements as FieldsV1 writes them:
 * `f:spec`, or `k:{"name":"app"}` for an item of an associative list.
 */
export type FieldSet = ReadonlySet<string>;

const SEPARATOR = '\u0000';
type Fields = { [element: string]: Fields };

/** The path of a part of what is at a path. */
export function pathTo(path: string, element: string): string {
  return path ? path + SEPARATOR + element : element;
}

/** The path of `spec.replicas`. */
export function pathOf(text: string): string {
  const elements = text.split('.').map(name => `f:${name}`);
  return elements.join(SEPARATOR);
}

export function union(...sets: FieldSet[]): FieldSet {
  return new Set(sets.flatMap(set => [...set]));
}

export function difference(set: FieldSet, ...others: FieldSet[]): FieldSet {
  const isKept = (path: string) => !others.some(other => other.has(path));
  return new Set([...set].filter(isKept));
}

/** The paths, and all paths on the way to them. */
export function withParents(set: FieldSet): FieldSet {
  const paths = [...set].flatMap(path =>
    path
      .split(SEPARATOR)
      .map((_, end, all) => all.slice(0, end + 1).join(SEPARATOR)),
  );
  return new Set(paths);
}

/** As it stands in `metadata.managedFields`. */
export function toFieldsV1(set: FieldSet): Fields {
  const root: Fields = {};
  const nodes = [...set]
    .sort()
    .map(path =>
      path
        .split(SEPARATOR)
        .reduce((node, element) => (node[element] ??= {}), root),
    );
  // Of what has parts, a mark says that it is meant itself, too.
  nodes
    .filter(node => Object.keys(node).length > 0)
    .forEach(node => {
      node['.'] = {};
    });
  return root;
}

export function fromFieldsV1(fields: object, path = ''): FieldSet {
  const parts = Object.entries(fields).filter(([element]) => element !== '.');
  const isMeant = parts.length === 0 || '.' in fields;
  return union(
    new Set(path && isMeant ? [path] : []),
    ...parts.map(([element, part]) =>
      fromFieldsV1(part, pathTo(path, element)),
    ),
  );
}

/** As messages name a field: `.spec.containers[name="app"].image`. */
export function pathText(path: string): string {
  const textOf = (element: string) => {
    const content = element.slice(2);
    if (element.startsWith('f:')) {
      return `.${content}`;
    }
    const keys = Object.entries(JSON.parse(content));
    const texts = keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return `[${texts.join(',')}]`;
  };
  return path.split(SEPARATOR).map(textOf).join('');
}
