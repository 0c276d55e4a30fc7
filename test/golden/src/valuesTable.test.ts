import { valuesSchema } from '@aikit-backstage/plugin-aikit-common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
const SOURCES = ['plugins/aikit-common/src', 'plugins/aikit-node/src'];
const CASES = join(ROOT, 'test/golden/cases');

/** What a schema of a map has for keys; none for any other schema. */
function shapeOf(schema: unknown): Record<string, unknown> {
  const { shape, unwrap } = schema as {
    shape?: Record<string, unknown>;
    unwrap?: () => unknown;
  };
  return shape ?? (unwrap ? shapeOf(unwrap.call(schema)) : {});
}

/** Paths of all values, maps' own ones before those in them. */
function paths(schema: unknown, prefix = ''): string[] {
  return Object.entries(shapeOf(schema)).flatMap(([key, inner]) => [
    `${prefix}${key}`,
    ...paths(inner, `${prefix}${key}.`),
  ]);
}

/** Keys of a role, which are in the table as those of a pod. */
function withoutRole(path: string): string {
  return path.replace(/^leaderWorkerSet\.(leader|worker)(\.|$)/, '');
}

interface Row {
  keys: string[];
  coveredBy: string[];
}

const rows: Row[] = readFileSync(join(ROOT, 'docs/values.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| `/.test(line))
  .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
  .map(([keys, , , coveredBy]) => ({
    keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
    coveredBy: coveredBy.trim().split('; '),
  }));

const documented = new Set(rows.flatMap(({ keys }) => keys));

/** Whether a path, one above it or one below it is in the table. */
function isDocumented(path: string): boolean {
  return [path, withoutRole(path)].some(
    candidate =>
      candidate === '' ||
      [...documented].some(
        key =>
          `${candidate}.`.startsWith(`${key}.`) ||
          key.startsWith(`${candidate}.`),
      ),
  );
}

/** What is wrong with a reference to golden cases or to a test. */
function problem(reference: string): string | undefined {
  const names = [...reference.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  if (reference.startsWith('golden ')) {
    return names.find(name => !existsSync(join(CASES, name)));
  }
  const [file] = names;
  const path = SOURCES.map(source => join(ROOT, source, file ?? '')).find(
    existsSync,
  );
  const words = reference.replace(/^`[^`]+` ?/, '');
  return file?.endsWith('.test.ts') &&
    path &&
    readFileSync(path, 'utf8')
      .toLocaleLowerCase('en-US')
      .includes(words.toLocaleLowerCase('en-US'))
    ? undefined
    : reference;
}

describe('the table of values', () => {
  it('has every value of the schema', () => {
    const all = paths(valuesSchema);
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(path => !isDocumented(path))).toEqual([]);
  });

  it('has no value that the schema does not know', () => {
    const known = paths(valuesSchema);
    expect([...documented].filter(key => !known.includes(key))).toEqual([]);
  });

  it('names golden cases and tests that there are', () => {
    const broken = rows.flatMap(({ coveredBy }) =>
      coveredBy.flatMap(reference => problem(reference) ?? []),
    );
    expect(broken).toEqual([]);
  });
});
