/*
 * What the mirror costs: a simulated fleet in one process, the AIKit backend
 * with the Kubernetes plugin's in another, and this one that reads and
 * measures. `npm run bench:mirror`, or `-- --quick` for a small fleet.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BackendProcess, FleetProcess, stopAll } from './mirror/processes';
import { measureReads, Reads } from './mirror/reads';

const QUICK = process.argv.includes('--quick');
/** Pods come in sets of 200: 40 groups of five. */
const SIZE = QUICK
  ? { clusters: 10, podsEach: 400, large: 1_000, stormSeconds: 3, reads: 50 }
  : {
      clusters: 50,
      podsEach: 400,
      large: 10_000,
      stormSeconds: 15,
      reads: 200,
    };
const STORMS = {
  flips: 'readiness of pods flipped 1,000 times a second',
  unseen: '1,000 events a second that change nothing visible',
} as const;

function print(line: string) {
  process.stdout.write(`${line}\n`);
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function printReads(what: string, { p50, p99, bytes, bodyBytes }: Reads) {
  print(
    `${what}: p50 ${ms(p50)}, p99 ${ms(
      p99,
    )}, ${bytes} bytes sent, ${bodyBytes} unpacked`,
  );
}

/** How soon one cluster is mirrored by a new backend, and its heap then. */
async function mirrored(fleet: FleetProcess, podsEach: number) {
  const clusters = await fleet.ask({ do: 'start', clusters: 1, podsEach });
  const backend = await BackendProcess.start(clusters);
  const seconds = await backend.untilLive();
  const { heap } = await backend.ask({ do: 'heap' });
  await backend.stop();
  return { seconds, heap };
}

/**
 * One cluster of many pods, against one of few: both backends have loaded what
 * they load when they first reach a cluster.
 */
async function large(fleet: FleetProcess) {
  const few = await mirrored(fleet, SIZE.podsEach);
  const many = await mirrored(fleet, SIZE.large);
  print(`${SIZE.large} pods mirrored in ${many.seconds.toFixed(1)} s`);
  const each = (many.heap - few.heap) / (SIZE.large - SIZE.podsEach) / 1024;
  print(`heap for a pod: ${each.toFixed(1)} KiB`);
}

async function storms(fleet: FleetProcess) {
  const clusters = await fleet.ask({
    do: 'start',
    clusters: SIZE.clusters,
    podsEach: SIZE.podsEach,
  });
  const backend = await BackendProcess.start(clusters);
  await backend.untilLive();
  await sleep(2_000);
  const read = () => backend.readEntity();
  const first = await read();
  printReads('1,000 pods', await measureReads(read, SIZE.reads));
  printReads(
    '1,000 pods, not modified',
    await measureReads(() => backend.readEntity(first.etag), SIZE.reads),
  );
  printReads(
    "the Kubernetes plugin's view of them",
    await measureReads(() => backend.readKubernetes(), 5),
  );
  for (const kind of ['flips', 'unseen'] as const) {
    await backend.ask({ do: 'usage' });
    const storm = fleet.ask({ do: 'storm', kind, seconds: SIZE.stormSeconds });
    const reads = await measureReads(read, Infinity, storm, 20);
    const { core, loopP99 } = await backend.ask({ do: 'usage' });
    const { events } = await storm;
    print(
      `${STORMS[kind]} (${Math.round(
        events / SIZE.stormSeconds,
      )} pod events a second): ${(100 * core).toFixed(
        0,
      )} % of a core, event loop p99 ${ms(loopP99)}`,
    );
    printReads('  1,000 pods meanwhile', reads);
  }
  const settled = await backend.readyPods(2_000);
  print(`ready pods shown after the storms: ${settled}`);
  if (settled !== 1_000) {
    throw new Error('a storm has lost the last state of pods');
  }
  await backend.stop();
}

async function main() {
  const fleet = await FleetProcess.start();
  print(`${SIZE.clusters} clusters of ${SIZE.podsEach} pods`);
  await large(fleet);
  await storms(fleet);
}

main()
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(stopAll);
