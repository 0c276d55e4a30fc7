import { CursorPlace } from './cursorPlace';
import { SchemaNode, schemasAt, schemasOf } from './valuesSchemaTree';

/** One proposal for the cursor. */
export type Proposal = {
  label: string;
  /** What it is, such as `map` or `text`. */
  detail?: string;
  /** What is written in place of what is being typed. */
  insert: string;
};

const TYPE_NAMES: Record<string, string> = {
  object: 'map',
  array: 'list',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
};

function typesOf(nodes: SchemaNode[]): string[] {
  return [...new Set(nodes.flatMap(({ type = [] }) => type))];
}

/** The values that a schema lists, as they are written in YAML. */
function listed(nodes: SchemaNode[]): string[] {
  const values = nodes.flatMap(node => [
    ...(node.enum ?? []),
    ...(node.const === undefined ? [] : [node.const]),
    ...([node.type ?? []].flat().includes('boolean') ? [true, false] : []),
  ]);
  return [...new Set(values.map(String))].filter(Boolean);
}

function keyProposal(
  key: string,
  nodes: SchemaNode[],
  { column, hasColon }: CursorPlace,
): Proposal {
  const types = typesOf(nodes);
  const below = `\n${' '.repeat(column + 2)}`;
  const [first] = types;
  const insert = () => {
    if (hasColon) {
      return key;
    }
    if (types.length > 0 && types.every(type => type === 'object')) {
      return `${key}:${below}`;
    }
    return first === 'array' ? `${key}:${below}- ` : `${key}: `;
  };
  const values = listed(nodes);
  const detail =
    values.length > 0
      ? values.join(' | ')
      : types.map(type => TYPE_NAMES[type] ?? type).join(' or ');
  return {
    label: key,
    ...(detail && { detail }),
    insert: insert(),
  };
}

/**
 * What may stand at the cursor, by the schema: the keys that the map does not
 * have yet, or the values of a key that takes one of a few.
 */
export function proposalsAt(root: SchemaNode, place: CursorPlace): Proposal[] {
  const { path, typing, siblings } = place;
  const nodes = schemasAt(root, path);
  if (typing === 'value') {
    return listed(nodes).map(value => ({ label: value, insert: value }));
  }
  const properties = new Map<string, SchemaNode[]>();
  for (const node of nodes) {
    for (const [key, schema] of Object.entries(node.properties ?? {})) {
      properties.set(key, [
        ...(properties.get(key) ?? []),
        ...schemasOf(root, schema),
      ]);
    }
  }
  return [...properties]
    .filter(([key]) => !siblings.includes(key))
    .map(([key, schemas]) => keyProposal(key, schemas, place));
}
