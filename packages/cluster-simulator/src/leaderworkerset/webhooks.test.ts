import type { IContainer } from 'kubernetes-models/v1/Container';
import { ApiError } from '../api/apiError';
import { EVENTS, PODS } from '../objects/resourceTypes';
import { NAMESPACE, TestCluster } from './__testUtils__/testCluster';
import { LEADER_WORKER_SETS } from './types';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.stop());

function errorOf(work: () => unknown): ApiError {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  }
  throw new Error('It was accepted');
}

// What is refused, and in which words, is checked by the conformance checks.
it('completes a LeaderWorkerSet, and writes it as Go types do', () => {
  const containers = [
    { name: 'c', resources: { limits: { cpu: '1000m', gpu: 1 } } },
    { name: 'd' },
  ] as IContainer[];

  const { spec } = cluster.create('a', {
    leaderWorkerTemplate: { workerTemplate: { spec: { containers } } },
  });

  expect(spec).toMatchObject({
    networkConfig: { subdomainPolicy: 'Shared' },
    rolloutStrategy: {
      rollingUpdateConfiguration: {
        maxUnavailable: 1,
        maxSurge: 0,
        partition: 0,
      },
    },
  });
  expect(spec.leaderWorkerTemplate.workerTemplate.spec?.containers).toEqual([
    { name: 'c', resources: { limits: { cpu: '1', gpu: '1' } } },
    { name: 'd', resources: {} },
  ]);
});

describe('while nobody serves the webhooks', () => {
  beforeEach(async () => {
    cluster.create('a', { leaderWorkerTemplate: { restartPolicy: 'None' } });
    await cluster.settle();
    cluster.lws.stop();
  });

  it('no LeaderWorkerSet is made', async () => {
    const error = errorOf(() => cluster.create('b'));

    expect([error.code, error.reason]).toEqual([500, 'InternalError']);
    expect(error.message).toMatch(
      /^Internal error occurred: failed calling webhook "mleaderworkerset.kb.io": failed to call webhook: Post ".*\/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset\?timeout=10s": dial tcp .*: connect: connection refused$/,
    );

    cluster.lws.start();
    cluster.create('b');
    await cluster.settle();
    expect(cluster.podNames()).toContain('b-1-1');
  });

  it('one is scaled, which is done later', async () => {
    const lws = cluster.get('a');
    cluster.api.update(
      LEADER_WORKER_SETS,
      { ...lws, spec: { ...lws.spec, replicas: 3 } },
      { subresource: 'scale' },
    );
    await cluster.settle();
    expect(cluster.podNames()).not.toContain('a-2');

    cluster.lws.start();
    await cluster.settle();
    expect(cluster.podNames()).toContain('a-2-1');
  });

  it('no pod of one is made, but others are', async () => {
    cluster.api.delete(PODS, { namespace: NAMESPACE, name: 'a-0-1' });
    cluster.api.create(PODS, {
      metadata: { name: 'other', namespace: NAMESPACE },
      spec: { containers: [{ name: 'c', image: 'img' }] },
    });
    await cluster.settle();

    expect(cluster.podNames()).toEqual(['a-0', 'a-1', 'a-1-1', 'other']);
    const messages = [...cluster.api.store.list(EVENTS)].map(
      ({ message }) => message,
    );
    expect(messages).toContainEqual(
      expect.stringContaining('failed calling webhook "mpod.kb.io"'),
    );
  });
});
