import { next, TestServer } from './__testUtils__/testServer';
import { Fault } from './faults';

const PATH = '/api/v1/namespaces/default/pods';

describe('Faults', () => {
  let cluster: TestServer;

  beforeEach(async () => {
    cluster = await TestServer.start();
  });

  afterEach(async () => {
    await cluster.server.stop();
  });

  /** Runs something while a fault is on. */
  async function during<T>(fault: Fault, run: () => Promise<T>): Promise<T> {
    const end = cluster.server.faults.add(fault);
    try {
      return await run();
    } finally {
      end();
    }
  }

  it.each([
    ['unauthorized', 401],
    ['forbidden', 403],
    ['tooManyRequests', 429],
    ['internalError', 500],
  ] as const)('answers %p until it is over', async (kind, code) => {
    const { status, headers } = await during({ kind }, () => cluster.get(PATH));
    expect(status).toBe(code);
    expect(headers.get('retry-after')).toBe(code === 429 ? '1' : null);
    expect((await cluster.get(PATH)).status).toBe(200);
  });

  it('hits only what it is about', async () => {
    const remove = cluster.server.faults.add({
      kind: 'forbidden',
      match: { verb: 'list', user: 'tester' },
    });
    expect((await cluster.get(PATH)).body.message).toBe(
      'pods is forbidden: User "tester" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    expect((await cluster.get('/api/v1/namespaces/default')).status).toBe(200);
    remove();
    expect((await cluster.get(PATH)).status).toBe(200);
  });

  it('delays, breaks and cuts answers', async () => {
    const started = Date.now();
    await during({ kind: 'latency', ms: 100 }, () =>
      during({ kind: 'malformed' }, () =>
        expect(cluster.get(PATH)).rejects.toThrow(SyntaxError),
      ),
    );
    expect(Date.now() - started).toBeGreaterThanOrEqual(95);
    await during({ kind: 'truncated', bytes: 10 }, () =>
      expect(cluster.get(PATH)).rejects.toThrow('terminated'),
    );
    await during({ kind: 'drop' }, () =>
      expect(cluster.get(PATH)).rejects.toThrow('fetch failed'),
    );
  });

  it('accepts and never answers', async () => {
    cluster.server.faults.add({ kind: 'halfOpen' });
    const signal = AbortSignal.timeout(200);
    await expect(cluster.get(PATH, { signal })).rejects.toThrow('timeout');
  });

  it('expires watches and continued lists', async () => {
    cluster.server.faults.add({ kind: 'expired' });
    expect((await cluster.get(PATH)).status).toBe(200);
    expect((await cluster.get(`${PATH}?continue=x`)).status).toBe(410);
    const events = cluster.watch(`${PATH}?watch=true&resourceVersion=1`);
    expect((await events.next()).value).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    expect((await events.next()).done).toBe(true);
  });

  it('lets open watches fall silent, or cuts them', async () => {
    const abort = new AbortController();
    const { resourceVersion } = cluster.pod('a').metadata;
    const path = `${PATH}?watch=true&resourceVersion=${resourceVersion}`;
    const silent = cluster.watch(path, abort.signal);
    cluster.pod('b');
    expect(await next(silent, 1)).toEqual(['ADDED b']);
    cluster.server.faults.add({ kind: 'halfOpen', hits: 'open' });
    const cut = cluster.watch(path);
    expect(await next(cut, 1)).toEqual(['ADDED b']);
    cluster.pod('c');
    expect(await next(cut, 1)).toEqual(['ADDED c']);
    const silence = next(silent, 1);
    setTimeout(() => abort.abort(), 100);
    await expect(silence).rejects.toThrow('abort');
    cluster.server.faults.add({ kind: 'drop', hits: 'open' });
    await expect(next(cut, 1)).rejects.toThrow('terminated');
  });
});
