import { valuesSchema } from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { z } from 'zod';
import { values } from './values';

/** A JSON schema, as far as it leads to other ones. */
interface Node {
  anyOf?: Node[];
  allOf?: Node[];
  items?: Node;
  properties?: Record<string, Node>;
}

/** The path of each key that a schema knows. */
function keysOf(node: Node | undefined, path = ''): string[] {
  const { anyOf = [], allOf = [], items, properties = {} } = node ?? {};
  return [
    ...[...anyOf, ...allOf].flatMap(one => keysOf(one, path)),
    ...(items ? keysOf(items, `${path}[]`) : []),
    ...Object.entries(properties).flatMap(([key, one]) => [
      `${path}.${key}`,
      ...keysOf(one, `${path}.${key}`),
    ]),
  ];
}

/** The path of each key that a value has. */
function keysIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(entry => keysIn(entry, `${path}[]`));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => [
        `${path}.${key}`,
        ...keysIn(one, `${path}.${key}`),
      ])
    : [];
}

/** Keys that are never right, or whose content is not looked at. */
const LEFT_OUT = [
  /\.windowsOptions$/,
  /\.readinessProbe\.terminationGracePeriodSeconds$/,
  /\.postInstall\./,
  /\.volumes\[\]\.(downwardAPI|projected\.sources\[\]\.downwardAPI)\.items\[\]\.resourceFieldRef/,
];

describe('values', () => {
  it('have every key that the schema knows, in some run', () => {
    const schema = z.toJSONSchema(valuesSchema, {
      unrepresentable: 'any',
      io: 'input',
    });
    const known = new Set(keysOf(schema as Node));
    expect(known.size).toBeGreaterThan(1000);
    const samples = fc.sample(values, { seed: 1, numRuns: 500 });
    const seen = new Set(samples.flatMap(value => keysIn(value)));
    expect(
      [...known].filter(
        key => !seen.has(key) && !LEFT_OUT.some(pattern => pattern.test(key)),
      ),
    ).toEqual([]);
  });
});
