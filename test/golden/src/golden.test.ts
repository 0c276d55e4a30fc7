import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { GoldenCase, goldenCases } from './__testUtils__/cases';
import { correct, corrections } from './__testUtils__/corrections';
import { unseenCorrections } from './__testUtils__/unseenCorrections';

const SOURCES = join(__dirname, '..', '..', '..', 'plugins/aikit-common/src');

interface Identified {
  kind: string;
  metadata: { name: string };
}

/** By kind and name, because the order of objects has no meaning. */
function byIdentity<T extends Identified>(
  objects: readonly T[],
): [string, T][] {
  return objects
    .map((object): [string, T] => [
      `${object.kind}/${object.metadata.name}`,
      object,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function render({ values, release, namespace }: GoldenCase) {
  const result = renderWorkload({ values, release, namespace });
  if (!result.ok) {
    throw new Error(
      result.issues.map(issue => `${issue.path}: ${issue.message}`).join('\n'),
    );
  }
  return byIdentity(result.manifests);
}

function matches(golden: GoldenCase, names: string[]): boolean {
  return isDeepStrictEqual(render(golden), byIdentity(correct(golden, names)));
}

describe('rendering compared with Helm', () => {
  it('has all cases', () => {
    expect(goldenCases).toHaveLength(23);
  });

  it.each(goldenCases.map(golden => [golden.id, golden] as const))(
    '%s renders to the objects of Helm after the corrections',
    (_id, golden) => {
      expect(render(golden)).toStrictEqual(byIdentity(correct(golden)));
    },
  );

  it.each(Object.keys(corrections))(
    'a case needs correction %s: without it that case differs',
    left => {
      const others = Object.keys(corrections).filter(name => name !== left);
      const needing = goldenCases.filter(golden => !matches(golden, others));
      expect(needing).not.toEqual([]);
    },
  );

  it.each(Object.keys(unseenCorrections))(
    'no case can show correction %s, which is tested elsewhere',
    name => {
      const { unseenIn, test } = unseenCorrections[name];
      expect(goldenCases.filter(golden => !unseenIn(golden))).toEqual([]);
      expect(readFileSync(join(SOURCES, test.file), 'utf8')).toContain(
        test.name,
      );
    },
  );

  it('notices a difference that is on no list', () => {
    const [golden] = goldenCases;
    const changed = correct(golden);
    changed[0].spec.unlisted = true;
    expect(render(golden)).not.toEqual(byIdentity(changed));
  });

  it('lists every correction once', () => {
    const names = [corrections, unseenCorrections].flatMap(Object.keys);
    expect(new Set(names)).toEqual(
      new Set(Array.from({ length: 15 }, (_, index) => `C${index + 1}`)),
    );
    expect(names).toHaveLength(15);
  });
});
