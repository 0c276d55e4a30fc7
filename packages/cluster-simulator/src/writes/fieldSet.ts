import { FieldSchema, fieldOf } from '../resources/fieldSchema';

/**
 * Fields of an object, each a path of elements as FieldsV1 writes them:
 * `f:spec`, `k:{"name":"app"}` for an item of an associative list, `v:"x"` for
 * one of a set.
 */
export type FieldSet = ReadonlySet<string>;

const SEPARATOR = '\u0000';
type Fields = { [element: string]: Fields };

/** The path of a part of what is at a path. */
export function pathTo(path: string, element: string): string {
  return path ? path + SEPARATOR + element : element;
}

export function elementsOf(path: string): string[] {
  return path.split(SEPARATOR);
}

export function union(...sets: FieldSet[]): FieldSet {
  return new Set(sets.flatMap(set => [...set]));
}

export function difference(set: FieldSet, other: FieldSet): FieldSet {
  return filter(set, path => !other.has(path));
}

export function intersection(set: FieldSet, other: FieldSet): FieldSet {
  return filter(set, path => other.has(path));
}

export function filter(
  set: FieldSet,
  keep: (path: string) => boolean,
): FieldSet {
  return new Set([...set].filter(keep));
}

/** The paths, and all paths on the way to them. */
export function withParents(set: FieldSet): FieldSet {
  const all = new Set<string>();
  for (const path of set) {
    for (
      let end = path.length;
      end > 0;
      end = path.lastIndexOf(SEPARATOR, end - 1)
    ) {
      all.add(path.slice(0, end));
    }
  }
  return all;
}

/** The paths, and the declared fields on the way to them. */
export function withDeclaredParents(
  set: FieldSet,
  root: FieldSchema,
): FieldSet {
  return filter(withParents(set), path => {
    if (set.has(path)) {
      return true;
    }
    const elements = elementsOf(path);
    const name = elements.pop()?.slice(2) ?? '';
    const parent = elements.reduce(
      (schema, element) =>
        fieldOf(
          schema,
          element.startsWith('f:') ? element.slice(2) : undefined,
        ),
      root,
    );
    return Object.hasOwn(parent.fields ?? {}, name);
  });
}

/** As it stands in `metadata.managedFields`. */
export function toFieldsV1(set: FieldSet): Fields {
  const root: Fields = {};
  for (const path of [...set].sort()) {
    let node = root;
    for (const element of elementsOf(path)) {
      node[element] ??= {};
      node = node[element];
    }
    node['.'] = {};
  }
  return withoutDots(root);
}

/** A leaf is written as an empty object, without the mark that it is meant. */
function withoutDots(fields: Fields): Fields {
  const entries = Object.entries(fields);
  return entries.length === 1 && fields['.']
    ? {}
    : Object.fromEntries(
        entries.map(([element, part]) => [element, withoutDots(part)]),
      );
}

export function fromFieldsV1(fields: Record<string, unknown>): FieldSet {
  const set = new Set<string>();
  const collect = (part: Fields, path: string) => {
    const elements = Object.keys(part);
    if (path && (elements.length === 0 || part['.'])) {
      set.add(path);
    }
    for (const element of elements.filter(name => name !== '.')) {
      collect(part[element], pathTo(path, element));
    }
  };
  collect(fields as Fields, '');
  return set;
}

/** As messages name a field: `.spec.containers[name="app"].image`. */
export function pathText(path: string): string {
  return elementsOf(path)
    .map(element => {
      const content = element.slice(2);
      switch (element[0]) {
        case 'f':
          return `.${content}`;
        case 'k':
          return `[${Object.entries(JSON.parse(content))
            .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
            .join(',')}]`;
        default:
          return `[=${content}]`;
      }
    })
    .join('');
}
