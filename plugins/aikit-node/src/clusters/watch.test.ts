import { accessTo, collect, rejection } from './__testUtils__/access';
import {
  backendError,
  chunks,
  FakeKubernetesBackend,
  Responder,
  silence,
  status,
} from './__testUtils__/fakeKubernetesBackend';
import { PODS } from './resources';
import { KubernetesWatchEvent, WatchOptions } from './types';

const pod = (name: string, resourceVersion: string) => ({
  metadata: { name, namespace: 'default', resourceVersion },
});
const line = (type: string, object: object) =>
  `${JSON.stringify({ type, object })}\n`;

describe('watch', () => {
  let backend: FakeKubernetesBackend;

  beforeEach(async () => {
    backend = await FakeKubernetesBackend.start();
  });
  afterEach(() => backend.stop());

  function watch(responder: Responder, options: Partial<WatchOptions> = {}) {
    backend.respond(responder);
    return accessTo(backend).watch('gpu-a', PODS, {
      resourceVersion: '41',
      signal: new AbortController().signal,
      ...options,
    });
  }

  it('asks for bookmarks, from the resource version on, uncompressed, and bounded in time', async () => {
    await collect(watch(chunks([]), { timeoutSeconds: 60 }));

    const [request] = backend.requests;
    expect(request.path).toBe('/api/kubernetes/proxy/api/v1/pods');
    expect(Object.fromEntries(request.query)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '41',
      timeoutSeconds: '60',
    });
    expect(request.headers['accept-encoding']).toBe('identity');
    expect(request.headers['backstage-kubernetes-cluster']).toBe('gpu-a');
    expect(request.headers.authorization).toMatch(/^Bearer .*kubernetes/);
  });

  it('yields events and bookmarks in order, and ends when the server ends', async () => {
    const events = await collect(
      watch(
        chunks([
          line('ADDED', pod('a', '42')) + line('MODIFIED', pod('a', '43')),
          line('BOOKMARK', { metadata: { resourceVersion: '50' } }),
          line('DELETED', pod('a', '51')),
        ]),
      ),
    );
    expect(events).toEqual([
      { type: 'ADDED', object: pod('a', '42') },
      { type: 'MODIFIED', object: pod('a', '43') },
      { type: 'BOOKMARK', resourceVersion: '50' },
      { type: 'DELETED', object: pod('a', '51') },
    ]);
  });

  it('survives chunks that end within a line and within a character', async () => {
    const bytes = new TextEncoder().encode(
      line('ADDED', pod('größe-模型', '42')),
    );
    const events = await collect(
      watch(chunks([...bytes].map(byte => Uint8Array.of(byte)))),
    );
    expect(events).toEqual([
      { type: 'ADDED', object: pod('größe-模型', '42') },
    ]);
  });

  it('gives an event when it comes, not when the watch ends', async () => {
    const controller = new AbortController();
    const events = watch(chunks([line('ADDED', pod('a', '42'))], 'hang'), {
      signal: controller.signal,
    })[Symbol.asyncIterator]();

    const first = await events.next();
    expect((first.value as KubernetesWatchEvent).type).toBe('ADDED');

    const next = rejection(events.next());
    controller.abort(new Error('stop it'));
    expect(await next).toEqual(new Error('stop it'));
  });

  it('is gone when an error event says that the resource version is too old', async () => {
    const events = watch(
      chunks([
        line('ERROR', {
          kind: 'Status',
          code: 410,
          reason: 'Expired',
          message: 'too old resource version: 41 (90)',
        }),
      ]),
    );
    expect(await rejection(collect(events))).toMatchObject({
      kind: 'gone',
      message:
        "Cluster 'gpu-a': cannot watch pods: too old resource version: 41 (90). List again.",
    });
  });

  it('is gone when the answer itself is 410', async () => {
    const events = watch(status(410, { message: 'too old' }));
    expect(await rejection(collect(events))).toMatchObject({ kind: 'gone' });
  });

  it.each<[string, Responder, RegExp]>([
    [
      'a line is not JSON',
      chunks(['{"type":"ADDED",\n']),
      /what is not JSON: \{"type":"ADDED",/,
    ],
    ['a line is JSON and no event', chunks(['[1]\n']), /not an event: \[1\]/],
    [
      'an event is of a type that does not exist',
      chunks([line('RENAMED', pod('a', '1'))]),
      /unknown type 'RENAMED'/,
    ],
    [
      'the last line is cut off',
      chunks([line('ADDED', pod('a', '42')).slice(0, -10)]),
      /broke off in the middle of an event/,
    ],
    [
      'the connection breaks',
      chunks([line('ADDED', pod('a', '42'))], 'destroy'),
      /cannot watch pods: .*closed/,
    ],
    [
      'the cluster does not answer the proxy',
      backendError(
        500,
        'Error',
        "Cluster 'gpu-a' request error; caused by Error: connect ECONNREFUSED 10.0.0.1:6443",
      ),
      /cannot watch pods: connect ECONNREFUSED 10\.0\.0\.1:6443\. Check that the cluster runs/,
    ],
  ])('is unreachable when %s', async (_, responder, message) => {
    expect(await rejection(collect(watch(responder)))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
    });
  });

  it('ends, to be opened again, when nothing comes for too long after an event', async () => {
    const events = watch(chunks([line('ADDED', pod('a', '42'))], 'hang'), {
      idleTimeoutMs: 60,
    });
    expect(await collect(events)).toEqual([
      { type: 'ADDED', object: pod('a', '42') },
    ]);
  });

  it('ends when not even the head of the answer comes', async () => {
    expect(await collect(watch(silence, { idleTimeoutMs: 60 }))).toEqual([]);
  });

  it('is not idle as long as something comes', async () => {
    const bookmarks = Array.from({ length: 30 }, (_, index) =>
      line('BOOKMARK', { metadata: { resourceVersion: String(index) } }),
    );
    const events = watch(chunks(bookmarks), { idleTimeoutMs: 100 });
    expect(await collect(events)).toHaveLength(30);
  });

  it('closes the connection when the reader leaves', async () => {
    let closed: () => void;
    const whenClosed = new Promise<void>(resolve => {
      closed = resolve;
    });
    const events = watch((response, request) => {
      response.on('close', closed);
      chunks([line('ADDED', pod('a', '42'))], 'hang')(response, request);
    });
    for await (const event of events) {
      expect(event.type).toBe('ADDED');
      break;
    }
    await whenClosed;
  });
});
