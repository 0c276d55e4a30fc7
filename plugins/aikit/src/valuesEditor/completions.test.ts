import { proposalsAt } from './completions';
import { cursorPlace } from './cursorPlace';
import { SchemaNode, valuesSchemaTree } from './valuesSchemaTree';

/** Labels and insertions at the `|` of a text. */
function proposals(marked: string, schema = valuesSchemaTree()) {
  const offset = marked.indexOf('|');
  const place = cursorPlace(marked.replace('|', ''), offset);
  return place ? proposalsAt(schema, place) : [];
}

function labels(marked: string) {
  return proposals(marked).map(({ label }) => label);
}

describe('proposalsAt', () => {
  it('proposes the chart’s keys at the top, without those that are there', () => {
    const found = labels('image:\n  tag: 8b\n|');
    expect(found).toEqual(
      expect.arrayContaining(['replicaCount', 'leaderWorkerSet', 'service']),
    );
    expect(found).not.toContain('image');
  });

  it('proposes the keys of the map that the cursor is in', () => {
    expect(labels('leaderWorkerSet:\n  leaderWorkerTemplate:\n    |')).toEqual(
      expect.arrayContaining(['size', 'restartPolicy']),
    );
  });

  it('proposes the keys of the entries of a list', () => {
    expect(labels('tolerations:\n  - |')).toEqual(
      expect.arrayContaining(['key', 'operator', 'value', 'effect']),
    );
  });

  it.each([
    ['one of a few', 'service:\n  type: |', 'NodePort'],
    ['true or false', 'leaderWorkerSet:\n  enabled: |', 'true'],
  ])('proposes the values of a key that takes %s', (_, text, value) => {
    expect(labels(text)).toContain(value);
  });

  it('proposes nothing under keys that it does not know', () => {
    expect(labels('nonsense:\n  |')).toEqual([]);
    expect(labels('constructor:\n  |')).toEqual([]);
    expect(labels('replicaCount: |')).toEqual([]);
  });

  it('opens a map or a list below its key, and stays on the line of others', () => {
    const schema: SchemaNode = {
      properties: {
        outer: {
          properties: {
            map: { type: 'object' },
            list: { type: 'array' },
            text: { type: 'string' },
          },
        },
      },
    };
    expect(proposals('outer:\n  |', schema)).toEqual([
      { label: 'map', detail: 'map', insert: 'map:\n    ' },
      { label: 'list', detail: 'list', insert: 'list:\n    - ' },
      { label: 'text', detail: 'text', insert: 'text: ' },
    ]);
  });

  it('follows references and alternatives, also those that go in circles', () => {
    const schema: SchemaNode = {
      $defs: {
        circle: { anyOf: [{ $ref: '#/$defs/circle' }, { enum: ['A', 'B'] }] },
      },
      properties: { choice: { oneOf: [{ $ref: '#/$defs/circle' }] } },
    };
    expect(proposals('choice: |', schema).map(({ label }) => label)).toEqual([
      'A',
      'B',
    ]);
  });
});
