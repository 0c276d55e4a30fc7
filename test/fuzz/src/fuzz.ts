import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { startPortal } from './portal';
import { Outcome, Surface, surfaces } from './surfaces';
import { PLANTED } from './texts';

/** Of the processor, for one input; the machine may be busy. */
const MAX_MS = 1000;

/** What may be kept after all inputs: caches that are full, compiled code. */
const MAX_GROWTH_MIB = 64;

/** Of an input that is printed. */
const MAX_PRINTED = 2000;

/** What was measured of one way in. */
export interface Figures {
  surface: string;
  inputs: number;
  /** Milliseconds of the processor for the slowest input. */
  slowestMs: number;
  /** Answers by their status. */
  statuses: Record<string, number>;
}

/** What came of it all. */
export interface Report {
  seed: number;
  figures: Figures[];
  /** MiB in use after collecting garbage: when it was warm, and at the end. */
  heapMiB: [warm: number, end: number];
  failures: string[];
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapMiB(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

/** @throws when an outcome is one that no input may have */
function assertFine({ status = 200, told }: Outcome): void {
  if (status >= 500) {
    throw new Error(`answered ${status}: ${told.slice(0, 500)}`);
  }
  const at = told.indexOf(PLANTED);
  if (at >= 0) {
    throw new Error(`told a secret: ${told.slice(Math.max(0, at - 300), at)}…`);
  }
}

async function timed(surface: Surface, input: unknown) {
  const before = process.cpuUsage();
  const outcome = await surface.run(input as never);
  const { user, system } = process.cpuUsage(before);
  return { outcome, ms: (user + system) / 1000 };
}

/**
 * Gives each way in its share of the runs. The same seed, the same inputs.
 * A way in ends at the first input that fails.
 */
export async function fuzz(options: {
  runs: number;
  seed: number;
}): Promise<Report> {
  const { runs, seed } = options;
  const portal = await startPortal();
  const figures: Figures[] = [];
  const failures: string[] = [];
  const all = surfaces(portal);
  const go = async (surface: Surface, numRuns: number, from: number) => {
    const measured: Figures = {
      surface: surface.name,
      inputs: 0,
      slowestMs: 0,
      statuses: {},
    };
    const property = fc.asyncProperty(surface.inputs, async input => {
      let { outcome, ms } = await timed(surface, input);
      if (ms > MAX_MS) {
        // Compiling and collecting garbage take their time, too, but once.
        ({ outcome, ms } = await timed(surface, input));
      }
      const key = String(outcome.status ?? 'rendered');
      measured.inputs += 1;
      measured.statuses[key] = (measured.statuses[key] ?? 0) + 1;
      measured.slowestMs = Math.max(measured.slowestMs, Math.round(ms));
      assertFine(outcome);
      if (ms > MAX_MS) {
        throw new Error(`took ${Math.round(ms)} ms`);
      }
    });
    const details = await fc.check(property, {
      seed: from,
      numRuns,
      endOnFailure: true,
    });
    if (details.failed) {
      const input = JSON.stringify(details.counterexample) ?? '';
      failures.push(
        `${surface.name}, seed ${from}, path ${details.counterexamplePath}: ${
          (details.errorInstance as Error)?.message
        }\n  ${input.slice(0, MAX_PRINTED)}`,
      );
    }
    return measured;
  };
  const shareOf = ({ share }: Surface, count: number) =>
    Math.ceil((count * share) / 100);

  // Compiles, and fills what is bounded, before the heap is measured.
  for (const surface of all) {
    await go(surface, shareOf(surface, Math.min(runs / 4, 2000)), seed + 1);
  }
  failures.length = 0;
  const warm = heapMiB();
  for (const surface of all) {
    figures.push(await go(surface, shareOf(surface, runs), seed));
  }
  const end = heapMiB();
  if (end - warm > MAX_GROWTH_MIB) {
    failures.push(`the heap grew from ${warm} to ${end} MiB`);
  }
  await portal.stop();
  return { seed, figures, heapMiB: [warm, end], failures };
}
