import { accessTo, collect, rejection } from './__testUtils__/access';
import {
  chunks,
  FakeKubernetesBackend,
  json,
  silence,
  status,
} from './__testUtils__/fakeKubernetesBackend';
import { LEADER_WORKER_SETS, NODES, PODS } from './resources';

const page = (names: string[], next?: string) =>
  json(200, {
    kind: 'PodList',
    metadata: { resourceVersion: '7', ...(next && { continue: next }) },
    items: names.map(name => ({ metadata: { name } })),
  });

describe('list', () => {
  let backend: FakeKubernetesBackend;

  beforeEach(async () => {
    backend = await FakeKubernetesBackend.start();
  });
  afterEach(() => backend.stop());

  it('follows the continuation to the last page', async () => {
    backend.respond(page(['a', 'b'], 'next=1'), page(['c']));
    const pages = await collect(
      accessTo(backend).list('gpu-a', PODS, {
        limit: 2,
        resourceVersion: '0',
        labelSelector: 'app in (a,b)',
      }),
    );
    expect(
      pages.flatMap(({ items }) => items.map(({ metadata }) => metadata.name)),
    ).toEqual(['a', 'b', 'c']);
    expect(
      backend.requests.map(({ query }) => Object.fromEntries(query)),
    ).toEqual([
      { limit: '2', resourceVersion: '0', labelSelector: 'app in (a,b)' },
      { limit: '2', continue: 'next=1', labelSelector: 'app in (a,b)' },
    ]);
  });

  it('names group and namespace in the path', async () => {
    backend.respond(page([]), page([]));
    const access = accessTo(backend);
    await collect(access.list('gpu-a', LEADER_WORKER_SETS, { namespace: 'x' }));
    await collect(access.list('gpu-a', NODES));
    expect(backend.requests.map(({ path }) => path)).toEqual([
      '/api/kubernetes/proxy/apis/leaderworkerset.x-k8s.io/v1/namespaces/x/leaderworkersets',
      '/api/kubernetes/proxy/api/v1/nodes',
    ]);
  });

  it('is gone when the continuation has expired', async () => {
    backend.respond(
      page(['a'], 'old'),
      status(410, { reason: 'Expired', message: 'continue token too old' }),
    );
    expect(
      await rejection(collect(accessTo(backend).list('gpu-a', PODS))),
    ).toMatchObject({ kind: 'gone' });
  });

  it.each([
    ['nothing comes', silence],
    ['the answer stops half-way', chunks(['{"items":['], 'hang')],
  ])('is unreachable when %s within the time', async (_, responder) => {
    backend.respond(responder);
    expect(
      await rejection(
        collect(accessTo(backend).list('gpu-a', PODS, { timeoutMs: 60 })),
      ),
    ).toMatchObject({
      kind: 'unreachable',
      name: 'ServiceUnavailableError',
      message:
        "Cluster 'gpu-a': cannot list pods: no answer within 0.06 s. Check that the cluster runs and can be reached from the Backstage backend.",
    });
  });

  it.each([
    ['HTML', chunks(['<html>sign in</html>']), /the answer is not JSON/],
    ['no list', json(200, { items: [] }), /the answer is not a list/],
  ])('is unreachable when the answer is %s', async (_, responder, message) => {
    backend.respond(responder);
    expect(
      await rejection(collect(accessTo(backend).list('gpu-a', PODS))),
    ).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
    });
  });

  it("ends with the caller's reason when the caller aborts", async () => {
    backend.respond(silence);
    const controller = new AbortController();
    const listed = rejection(
      collect(
        accessTo(backend).list('gpu-a', PODS, { signal: controller.signal }),
      ),
    );
    controller.abort(new Error('enough'));
    expect(await listed).toEqual(new Error('enough'));
  });

  it('is unreachable when the Kubernetes backend is down', async () => {
    const access = accessTo(backend);
    const { baseUrl } = backend;
    await backend.stop();
    backend = await FakeKubernetesBackend.start();
    jest.spyOn(backend, 'baseUrl', 'get').mockReturnValue(baseUrl);
    expect(await rejection(collect(access.list('gpu-a', PODS)))).toMatchObject({
      kind: 'unreachable',
    });
  });
});
