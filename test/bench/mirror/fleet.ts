/* The process with the simulated clusters. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LEADER_WORKER_SETS,
  PODS,
  SimulatedCluster,
  startCluster,
} from '@aikit-backstage/cluster-simulator';
import { FleetReplies } from './messages';

const GROUP_SIZE = 5;
const GROUPS_EACH_SET = 40;
const PODS_EACH_SET = GROUP_SIZE * GROUPS_EACH_SET;
/** So many sets of as many clusters are one entity's: a thousand pods. */
const SETS_OF_ENTITY = 5;
const CHANGES_PER_SECOND = 1_000;

type ObjectKey = { namespace?: string; name: string };

let clusters: SimulatedCluster[] = [];

async function startOne(index: number, pods: number) {
  const cluster = await startCluster({
    kubelet: { events: false },
    historyLimit: 2_000,
    nodes: Array.from({ length: pods / 8 }, (_, node) => ({
      name: `node-${node + 1}`,
      labels: { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' },
      capacity: { 'nvidia.com/gpu': 8 },
    })),
  });
  for (let set = 0; set < pods / PODS_EACH_SET; set++) {
    const ofEntity = set === 0 && index < SETS_OF_ENTITY;
    const labels = {
      'app.kubernetes.io/name': 'aikit',
      'backstage.io/kubernetes-id': ofEntity ? 'large' : `model-${set}`,
    };
    const container = {
      name: 'aikit',
      image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
      args: ['run', '--address=:8080'],
      env: [{ name: 'LOG_LEVEL', value: 'info' }],
      ports: [{ name: 'http', containerPort: 8080 }],
      resources: { limits: { 'nvidia.com/gpu': '1' } },
    };
    cluster.api.create(LEADER_WORKER_SETS, {
      metadata: { name: `model-${set}`, namespace: 'default', labels },
      spec: {
        replicas: GROUPS_EACH_SET,
        leaderWorkerTemplate: {
          size: GROUP_SIZE,
          workerTemplate: {
            metadata: { labels },
            spec: { containers: [container] },
          },
        },
      },
    });
  }
  return cluster;
}

function ready({ api }: SimulatedCluster): number {
  return [...api.store.list(PODS)].filter(({ status }) =>
    status?.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ),
  ).length;
}

async function start({ clusters: count = 1, podsEach = 0 }) {
  await Promise.all(clusters.map(cluster => cluster.stop()));
  clusters = [];
  for (let index = 0; index < count; index++) {
    clusters.push(await startOne(index, podsEach));
  }
  for (const cluster of clusters) {
    while (ready(cluster) < podsEach) {
      await sleep(100);
    }
  }
  return clusters.map(({ url, token }, index) => ({
    name: `cluster-${index + 1}`,
    url,
    token,
  }));
}

/** Unready, as its own kubelet has it until it looks again a moment later. */
function flip({ api }: SimulatedCluster, key: ObjectKey) {
  const pod = api.get(PODS, key);
  const conditions = pod.status?.conditions?.map(condition =>
    ['Ready', 'ContainersReady'].includes(condition.type)
      ? { ...condition, status: 'False', reason: 'ContainersNotReady' }
      : condition,
  );
  api.updateStatus(PODS, { ...pod, status: { ...pod.status, conditions } });
}

/** A message that nothing is judged by. */
function annotate({ api }: SimulatedCluster, key: ObjectKey, made: number) {
  const pod = api.get(PODS, key);
  const message = `change ${made}`;
  api.updateStatus(PODS, { ...pod, status: { ...pod.status, message } });
}

/** Changes pods evenly over the clusters. */
async function storm({ kind = '', seconds = 0 }) {
  const pods = clusters.map(({ api }) =>
    [...api.store.list(PODS)].map(({ metadata }) => metadata),
  );
  let events = 0;
  const ends = clusters.map(({ api }) =>
    api.store.subscribe(PODS, () => {
      events += 1;
    }),
  );
  const began = performance.now();
  let made = 0;
  while (made < CHANGES_PER_SECOND * seconds) {
    const due = ((performance.now() - began) / 1000) * CHANGES_PER_SECOND;
    for (; made < due; made++) {
      const index = made % clusters.length;
      const keys = pods[index];
      const key = keys[Math.floor(made / clusters.length) % keys.length];
      if (kind === 'flips') {
        flip(clusters[index], key);
      } else {
        annotate(clusters[index], key, made);
      }
    }
    await sleep(1);
  }
  ends.forEach(end => end());
  return {
    events: Math.round((events / (performance.now() - began)) * 1000 * seconds),
  };
}

interface Message {
  do: keyof FleetReplies;
  clusters?: number;
  podsEach?: number;
  kind?: string;
  seconds?: number;
}

process.on('disconnect', () => process.exit());
process.on('message', async (message: Message) => {
  const answer = await (message.do === 'start' ? start : storm)(message);
  process.send?.({ answer });
});
process.send?.({ answer: 'ready' });
