import { valuesSchema } from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';
import { LIST_ITEM, YamlPath } from './cursorPlace';

/** What of JSON Schema the completion reads. */
export type SchemaNode = {
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  type?: string | string[];
  description?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode | boolean;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  enum?: unknown[];
  const?: unknown;
};

let tree: SchemaNode | undefined;

/** The chart values' schema, in the form in which a user gives them. */
export function valuesSchemaTree(): SchemaNode {
  tree ??= z.toJSONSchema(valuesSchema, {
    io: 'input',
    unrepresentable: 'any',
  }) as SchemaNode;
  return tree;
}

/** Longest chain of references that is followed. */
const MAX_DEPTH = 16;

/** The alternatives of a node: references followed, unions taken apart. */
function alternatives(
  node: SchemaNode | boolean | undefined,
  root: SchemaNode,
  depth = 0,
): SchemaNode[] {
  if (typeof node !== 'object' || depth > MAX_DEPTH) {
    return [];
  }
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = node;
  const name = $ref?.replace('#/$defs/', '');
  const target =
    name !== undefined && Object.hasOwn(root.$defs ?? {}, name)
      ? root.$defs?.[name]
      : undefined;
  const others = [...anyOf, ...oneOf, ...allOf, ...(target ? [target] : [])];
  return [
    node,
    ...others.flatMap(other => alternatives(other, root, depth + 1)),
  ];
}

function property(
  { properties = {}, additionalProperties }: SchemaNode,
  key: string,
): SchemaNode | boolean | undefined {
  return Object.hasOwn(properties, key)
    ? properties[key]
    : additionalProperties;
}

/** The schemas that a value at a path may follow; none where none is known. */
export function schemasAt(root: SchemaNode, path: YamlPath): SchemaNode[] {
  return path.reduce<SchemaNode[]>(
    (nodes, step) =>
      nodes.flatMap(node =>
        alternatives(
          step === LIST_ITEM ? node.items : property(node, step),
          root,
        ),
      ),
    alternatives(root, root),
  );
}

/** The same for one node of the schema, such as a property. */
export function schemasOf(root: SchemaNode, node: SchemaNode): SchemaNode[] {
  return alternatives(node, root);
}
