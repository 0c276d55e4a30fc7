import { Difference } from './differences';

const TIMEOUT_MS = 60_000;

const skipped = new Set<string>();

/** Skips checks that are declared after this. */
export function except(differences: Difference[]) {
  for (const { check } of differences) {
    skipped.add(check);
  }
}

/** Jest's `it`, but for the checks that {@link except} names. */
export function it(name: string, run: () => Promise<void>) {
  const declare = skipped.has(name) ? test.skip : test;
  declare(name, run, TIMEOUT_MS);
}

/** {@link it} for each of some texts, which take the place of `%s`. */
it.each =
  (texts: string[]) => (name: string, run: (text: string) => Promise<void>) => {
    for (const text of texts) {
      it(name.replace('%s', text), () => run(text));
    }
  };
