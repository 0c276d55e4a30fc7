/*
 * Random input for the routes, the renderer, label selectors and Helm's
 * records: `npm run test:fuzz -- --runs 100000 --seed 7`.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './src/fuzz';

async function main() {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' } },
  });
  const runs = Number(values.runs ?? 100_000);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  process.stdout.write(`seed ${seed}, ${runs} inputs\n`);
  const { figures, heapMiB, failures } = await fuzz({ runs, seed });
  for (const { surface, inputs, slowestMs, statuses } of figures) {
    process.stdout.write(
      `${surface}: ${inputs} inputs, slowest ${slowestMs} ms, ${JSON.stringify(
        statuses,
      )}\n`,
    );
  }
  process.stdout.write(`heap: ${heapMiB.join(' → ')} MiB\n`);
  failures.forEach(failure => process.stdout.write(`FAILED: ${failure}\n`));
  process.exit(failures.length > 0 ? 1 : 0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
