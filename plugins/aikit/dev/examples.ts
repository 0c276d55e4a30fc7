import {
  limitsFor,
  readPolicy,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { AikitApi } from '../src/api';
import { cluster as inferenceCluster } from '../src/__testUtils__/clusters';
import {
  cluster,
  degradedWorkload,
  entity,
  group,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

const twoMinutesAgo = new Date(Date.now() - 120_000).toISOString();

const stale = cluster({
  name: 'eu-west',
  state: 'stale',
  lastSeen: twoMinutesAgo,
  error: 'Its API server does not answer.',
});

/** Two hundred groups, of which a few have failed and some wait. */
const manyGroups = Array.from({ length: 200 }, (_, index) => {
  if (index === 150) {
    return group(index, {
      state: 'failed',
      message: 'leader crashes',
      leader: 'failed',
    });
  }
  return index % 20 === 7
    ? group(index, {
        state: 'pending',
        message: 'waiting for GPUs',
        workers: ['ready', 'starting', 'pending', 'missing'],
      })
    : group(index);
});

const server = group(0, { workers: [], name: 'chat' });

/** What the backend answers for an entity of the name that is the key. */
const examples: Record<string, WorkloadsResponse | Error> = {
  healthy: response([workload()]),
  degraded: response([degradedWorkload()]),
  standard: response([
    workload({
      name: 'chat',
      kind: 'Deployment',
      mode: 'standard',
      groups: [{ ...server, leader: { ...server.leader, role: 'server' } }],
    }),
  ]),
  'many-groups': response([
    workload({
      groups: manyGroups,
      health: {
        state: 'degraded',
        reason: 'InsufficientAccelerators',
        message: '10 groups wait for GPUs.',
      },
    }),
  ]),
  several: response(
    [
      degradedWorkload(),
      workload({ cluster: 'eu-west', name: 'search-eu' }),
      workload({ name: 'search-small', groups: [group(0)] }),
    ],
    { clusters: [cluster(), stale] },
  ),
  stale: response([workload({ cluster: 'eu-west' })], { clusters: [stale] }),
  unavailable: response([], {
    clusters: [
      cluster({ state: 'unavailable', error: 'No route to the host.' }),
    ],
  }),
  empty: response([]),
  error: new Error('The AIKit backend does not answer'),
};

/** The entities of the examples, and one that names no workloads. */
export const entities: Entity[] = [
  ...Object.keys(examples).map(name => entity(name)),
  { ...entity(), metadata: { name: 'without-annotation' } },
];

/** The AIKit backend, answering with the examples. */
export const exampleApi: AikitApi = {
  async workloads(entityRef, options) {
    const answer = examples[parseEntityRef(entityRef).name];
    if (answer instanceof Error) {
      throw answer;
    }
    return options?.etag === answer.version
      ? { modified: false }
      : { modified: true, body: answer, etag: answer.version };
  },
  async clusters() {
    return {
      items: [
        inferenceCluster({ title: 'US East' }),
        inferenceCluster({
          name: 'eu-west',
          leaderWorkerSetVersion: undefined,
          accelerators: [],
          state: 'stale',
          lastSeen: twoMinutesAgo,
        }),
        inferenceCluster({ name: 'edge', leaderWorkerSet: 'missing' }),
        inferenceCluster({
          name: 'lab',
          state: 'unavailable',
          error: 'No route to the host.',
        }),
      ],
    };
  },
  async policy(owner) {
    const policy = readPolicy({
      contact: 'ML platform team, #ml-platform',
      namespaces: ['team-*'],
      images: ['ghcr.io/*', 'docker.io/vllm/*'],
      accelerators: 64,
    });
    return { limits: limitsFor(policy, owner) };
  },
  async preview(target) {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', ...target };
    const metadata = { name: target.name, namespace: target.namespace };
    const withReplicas = (replicas: number) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { progressDeadlineSeconds: 600, replicas },
    });
    return {
      ...target,
      kind: 'Deployment',
      dryRun: true,
      generation: 1,
      summary: 'Deployment chat: 2 pods',
      endpoint: 'http://chat.team:8080/v1',
      objects: [
        {
          ...object,
          change: 'updated',
          before: withReplicas(1),
          after: withReplicas(2),
        },
        { ...object, apiVersion: 'v1', kind: 'Service', change: 'unchanged' },
      ],
      issues: [],
      fit: {
        fits: false,
        message:
          '1 server cannot be placed: it needs 4 nvidia.com/gpu; us-east has 7 free, at most 3 on one node. Free GPUs, ask for fewer, or choose another cluster.',
      },
    };
  },
};
