import { Difference } from './differences';

const TIMEOUT_MS = 60_000;

const skipped = new Map<string, string>();

/** The names of the checks that were skipped, one for each. */
export const SKIPPED: string[] = [];

/** Skips checks that are declared after this, and says why. */
export function except(differences: Difference[]) {
  for (const { check, reason } of differences) {
    skipped.set(check, reason);
  }
}

/** Jest's `it`, but for the checks that {@link except} names. */
export function it(name: string, run: () => Promise<void>) {
  const reason = skipped.get(name);
  if (reason === undefined) {
    test(name, run, TIMEOUT_MS);
  } else {
    SKIPPED.push(name);
    process.stdout.write(`Differs on purpose: "${name}". ${reason}\n`);
    test.skip(name, run);
  }
}

/** {@link it} for each of some texts, which take the place of `%s`. */
it.each =
  (texts: string[]) => (name: string, run: (text: string) => Promise<void>) => {
    for (const text of texts) {
      it(name.replace('%s', text), () => run(text));
    }
  };
