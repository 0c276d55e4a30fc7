import {
  readValues,
  renderWorkload,
  toYaml,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { hostile, isPrintable } from '../arbitraries/characters';
import { withText } from '../arbitraries/places';
import { values } from '../arbitraries/values';
import { property } from '../property';

/** Longest that one text may keep the renderer, on a slow machine. */
const PATIENCE_MS = 1_000;

/** Characters of a long text: one value of many in a request that is taken. */
const LENGTH = 100_000;

/** Texts that an expression which can match in two ways takes long for. */
const long = fc
  .tuple(
    fc.constantFrom(
      ...['0', 'a', 'A', '-', '.', '/', ':', '_', ' ', '\n', '"', '\\'],
      ...['a.', 'a/', 'a-', '0.', '-1', '1e', '1:', '$(', '%2f', 'x '],
    ),
    fc.constantFrom('', '!', ' ', 'Gi'),
  )
  .map(([piece, end]) => piece.repeat(LENGTH / piece.length) + end);

/** Values of which one scalar is replaced by such a text. */
function valuesWith(text: fc.Arbitrary<string>): fc.Arbitrary<ValuesMap> {
  return fc
    .tuple(values, fc.nat(), text)
    .map(([given, where, one]) => withText(given, where, one));
}

/** The text that is printed for a user or committed; undefined for issues. */
function yamlOf(input: Partial<Parameters<typeof renderWorkload>[0]>) {
  const result = renderWorkload({
    values: {},
    name: 'chat',
    namespace: 'ml',
    ...input,
  });
  return result.ok ? toYaml(result.manifests) : undefined;
}

/** Whether all readers of YAML find the same characters and lines. */
function expectText(yaml = ''): void {
  expect(isPrintable(yaml)).toBe(true);
  expect(yaml).not.toContain('\r');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

/** What holds for texts in values, whatever is in them. */
export const TEXTS = [
  property(
    'no text in values is read as more than a text',
    300,
    valuesWith(hostile),
    given => {
      expectText(yamlOf({ values: given }));
      const rules = readValues(given).issues.map(({ rule }) => rule);
      expect(rules.includes('characters')).toBe(
        !textsIn(given).every(isPrintable),
      );
    },
  ),
  property(
    'no text beside values is read as more than a text',
    200,
    fc.record(
      {
        name: hostile,
        namespace: hostile,
        entityRef: fc.oneof(
          hostile,
          hostile.map(kind => `${kind}:default/chat`),
        ),
        owner: hostile,
        system: hostile,
      },
      { requiredKeys: [] },
    ),
    given => {
      expectText(yamlOf(given));
    },
  ),
  property(
    'any text, written as YAML, is read as the same text',
    300,
    fc.array(hostile, { minLength: 1, maxLength: 4 }),
    texts => {
      const manifest = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a' },
        data: Object.fromEntries(texts.map(text => [text, text])),
        texts,
      };
      const text = toYaml([manifest]);
      expectText(text);
      for (const version of ['1.1', '1.2'] as const) {
        const [read] = parseAllDocuments(text, { version });
        expect(read.toJS()).toEqual(manifest);
      }
    },
  ),
  property(
    'a long text anywhere in values is answered at once',
    200,
    valuesWith(long),
    given => {
      const started = Date.now();
      yamlOf({ values: given });
      expect(Date.now() - started).toBeLessThan(PATIENCE_MS);
    },
  ),
];
