/*
 * A fleet of simulated clusters in this process, and what it costs: time to
 * start, memory, and pod changes that reach watchers over HTTP. Ends with 1
 * when a figure misses its bound. `npm run bench:fleet`.
 */
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LEADER_WORKER_SETS,
  PODS,
  SimulatedCluster,
  startCluster,
} from '@aikit-backstage/cluster-simulator';

const CLUSTERS = 50;
const PODS_EACH = 2_000;
const GROUP_SIZE = 5;
const GROUPS_EACH_SET = 8;
const CHANGES_PER_SECOND = 1_000;
/** A little more, so that the bound is met though timers are late. */
const PACE = 1.1 * CHANGES_PER_SECOND;
const CHURN_SECONDS = 10;

const BOUNDS = { startSeconds: 60, memoryMiB: 2_048 };

/** Groups of five pods with one GPU each, on nodes with eight. */
async function startOne(index: number): Promise<SimulatedCluster> {
  const cluster = await startCluster({
    kubelet: { events: false },
    historyLimit: 500,
    nodes: Array.from({ length: PODS_EACH / 8 }, (_, node) => ({
      name: `node-${node + 1}`,
      labels: { 'topology.kubernetes.io/zone': `zone-${index % 3}` },
      capacity: { 'nvidia.com/gpu': 8 },
    })),
  });
  const container = {
    name: 'aikit',
    image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
    resources: { limits: { 'nvidia.com/gpu': '1' } },
  };
  const sets = PODS_EACH / GROUP_SIZE / GROUPS_EACH_SET;
  for (let set = 0; set < sets; set++) {
    cluster.api.create(LEADER_WORKER_SETS, {
      metadata: { name: `model-${set}`, namespace: 'default' },
      spec: {
        replicas: GROUPS_EACH_SET,
        leaderWorkerTemplate: {
          size: GROUP_SIZE,
          workerTemplate: { spec: { containers: [container] } },
        },
      },
    });
  }
  return cluster;
}

function running({ api }: SimulatedCluster): number {
  let count = 0;
  for (const { status } of api.store.list(PODS)) {
    count += status?.phase === 'Running' ? 1 : 0;
  }
  return count;
}

function total(clusters: SimulatedCluster[]): number {
  return clusters.reduce((sum, cluster) => sum + running(cluster), 0);
}

/** Counts the events of a watch on all pods from now on. */
async function follow({ url, token, api }: SimulatedCluster, seen: () => void) {
  const query = `watch=true&resourceVersion=${api.store.revision}`;
  await new Promise<void>((resolve, reject) => {
    get(
      `${url}/api/v1/pods?${query}`,
      { headers: { authorization: `Bearer ${token}` } },
      response => {
        response.on('data', (chunk: Buffer) => {
          for (const byte of chunk) {
            if (byte === 10) {
              seen();
            }
          }
        });
        response.on('error', () => {});
      },
    )
      .on('error', reject)
      // The head of the answer may come with the first event only.
      .on('socket', socket => socket.once('connect', resolve));
  });
}

/** Changes pods evenly over the clusters, so many a second. */
async function churn(clusters: SimulatedCluster[]): Promise<number> {
  const pods = clusters.map(({ api }) => [...api.store.list(PODS)]);
  const start = performance.now();
  let made = 0;
  while (made < CHANGES_PER_SECOND * CHURN_SECONDS) {
    const due = ((performance.now() - start) / 1000) * PACE;
    for (; made < due; made++) {
      const index = made % clusters.length;
      const { api } = clusters[index];
      const { metadata } = pods[index][Math.floor(made / clusters.length)];
      const pod = api.get(PODS, metadata);
      api.updateStatus(PODS, {
        ...pod,
        status: { ...pod.status, message: `change ${made}` },
      });
    }
    await sleep(5);
  }
  return made;
}

async function main() {
  const began = performance.now();
  const clusters: SimulatedCluster[] = [];
  for (let index = 0; index < CLUSTERS; index++) {
    clusters.push(await startOne(index));
  }
  const all = CLUSTERS * PODS_EACH;
  while (total(clusters) < all) {
    if (performance.now() - began > 5 * BOUNDS.startSeconds * 1000) {
      throw new Error(`only ${total(clusters)} of ${all} pods run`);
    }
    await sleep(100);
  }
  const startSeconds = (performance.now() - began) / 1000;

  let seen = 0;
  await Promise.all(
    clusters.map(cluster =>
      follow(cluster, () => {
        seen += 1;
      }),
    ),
  );
  await sleep(500);
  const churned = performance.now();
  const made = await churn(clusters);
  const perSecond = (made / (performance.now() - churned)) * 1000;
  await sleep(500);
  const memoryMiB = process.memoryUsage().rss / 2 ** 20;
  await Promise.all(clusters.map(cluster => cluster.stop()));

  process.stdout.write(
    `${CLUSTERS} clusters, ${all} pods: running after ${startSeconds.toFixed(
      1,
    )} s, ${memoryMiB.toFixed(0)} MiB; ${made} changes at ${perSecond.toFixed(
      0,
    )} a second, ${seen} seen by watches\n`,
  );
  const missed = [
    startSeconds > BOUNDS.startSeconds && 'time to start',
    memoryMiB > BOUNDS.memoryMiB && 'memory',
    perSecond < CHANGES_PER_SECOND && 'changes a second',
    seen < made && 'changes seen',
  ].filter(Boolean);
  if (missed.length > 0) {
    throw new Error(`out of bounds: ${missed.join(', ')}`);
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
