import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  differences,
  expected,
  NAME,
} from './__testUtils__/exampleDifferences';
import {
  Example,
  exampleObjects,
  examples,
  exampleText,
  originals,
} from './__testUtils__/examples';

const named = examples.map(example => [example.file, example] as const);

/** The LeaderWorkerSet and the Service that a preset makes. */
function render({ preset }: Example) {
  const result = renderWorkload({
    values: {},
    preset,
    name: NAME,
    namespace: 'ml',
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests.filter(({ kind }) =>
    ['LeaderWorkerSet', 'Service'].includes(kind),
  );
}

describe('presets compared with the examples of the LeaderWorkerSet community', () => {
  it.each(named)(
    'the inputs of %s render to its objects after the differences',
    (_file, example) => {
      expect(render(example)).toEqual(
        expected(example, exampleObjects(example)),
      );
    },
  );

  it.each(Object.keys(differences))(
    'an example needs the difference %s: without it that example differs',
    left => {
      const others = Object.keys(differences).filter(name => name !== left);
      const needing = examples.filter(
        example =>
          !isDeepStrictEqual(
            render(example),
            expected(example, exampleObjects(example), others),
          ),
      );
      expect(needing).not.toEqual([]);
    },
  );

  it('notices a difference that is on no list', () => {
    const [example] = examples;
    const objects = expected(example, exampleObjects(example));
    objects[0].spec.type = 'unlisted';
    expect(render(example)).not.toEqual(objects);
  });
});

const source = originals();
const there = 'folder' in source;
const note = there ? '' : ` (skipped: ${source.missing})`;

(there ? describe : describe.skip)(`the stored examples${note}`, () => {
  it.each(named)(
    '%s is the file of the Go module, byte by byte',
    (_file, example) => {
      const folder = there ? source.folder : '';
      expect(exampleText(example)).toBe(
        readFileSync(join(folder, example.source), 'utf8'),
      );
    },
  );
});
