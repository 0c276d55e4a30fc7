import { PODS } from '../objects/resourceTypes';
import { next, TestServer } from './__testUtils__/testServer';

const PODS_PATH = '/api/v1/namespaces/default/pods';

describe('ApiServer', () => {
  let cluster: TestServer;

  beforeEach(async () => {
    cluster = await TestServer.start({ bookmarkIntervalMs: 100 });
  });

  afterEach(async () => {
    await cluster.server.stop();
  });

  async function names(query: string): Promise<string[]> {
    const { body } = await cluster.get(`${PODS_PATH}?${query}`);
    return body.items.map(({ metadata }) => metadata.name);
  }

  describe('access', () => {
    it('asks for a token, but not for the version and its health', async () => {
      const unknown = { headers: { Authorization: 'Bearer unknown' } };
      const { status, body } = await cluster.get(PODS_PATH, unknown);
      expect(status).toBe(401);
      expect(body).toMatchObject({ kind: 'Status', reason: 'Unauthorized' });
      const version = await fetch(`${cluster.server.url}/version`);
      expect(await version.json()).toMatchObject({ gitVersion: 'v1.36.3' });
      expect((await fetch(`${cluster.server.url}/readyz`)).status).toBe(200);
      expect((await fetch(`${cluster.server.url}/apis`)).status).toBe(403);
    });

    it('comes back on the same port', async () => {
      const { url } = cluster.server;
      await cluster.server.stop();
      await expect(cluster.get('/version')).rejects.toThrow();
      await cluster.server.start();
      expect(cluster.server.url).toBe(url);
      expect((await cluster.get('/version')).status).toBe(200);
    });
  });

  describe('discovery', () => {
    it('lists groups, kinds and subresources', async () => {
      const { body } = await cluster.get('/apis/apps/v1');
      expect(body).toMatchObject({ kind: 'APIResourceList' });
      expect(body).toMatchObject({
        resources: expect.arrayContaining([
          expect.objectContaining({
            name: 'deployments',
            shortNames: ['deploy'],
          }),
          expect.objectContaining({ name: 'deployments/scale', kind: 'Scale' }),
        ]),
      });
    });

    it('tells a missing kind from a missing object', async () => {
      expect((await cluster.get('/api/v1/foos')).body.message).toBe(
        'the server could not find the requested resource',
      );
      expect((await cluster.get('/apis/example.com/v1/foos')).text).toBe(
        '404 page not found\n',
      );
      expect((await cluster.get(`${PODS_PATH}/a`)).body.message).toBe(
        'pods "a" not found',
      );
    });
  });

  describe('lists', () => {
    it('selects by labels and fields', async () => {
      cluster.pod('a', { app: 'x' }, 'node-1');
      cluster.pod('b', { app: 'y' });
      expect(await names('labelSelector=app%3Dx')).toEqual(['a']);
      expect(await names('fieldSelector=spec.nodeName%3D')).toEqual(['b']);
      expect(await names('fieldSelector=metadata.name!%3Da')).toEqual(['b']);
    });

    it.each([
      ['labelSelector=', 3],
      ['labelSelector=app', 2],
      ['labelSelector=!app', 1],
      ['labelSelector=app==x, tier = web', 1],
      ['labelSelector=app!=x', 2],
      ['labelSelector=app in (x, y)', 2],
      ['labelSelector=app in (y),tier', 0],
      ['labelSelector=app notin (x)', 2],
    ])('reads %p', async (query, count) => {
      cluster.pod('a', { app: 'x', tier: 'web' });
      cluster.pod('b', { app: 'y' });
      cluster.pod('c');
      expect(await names(query)).toHaveLength(count);
    });

    it('continues as things were', async () => {
      ['c', 'a', 'b'].forEach(name => cluster.pod(name));
      const first = await cluster.get(`${PODS_PATH}?limit=2`);
      expect(first.body).toMatchObject({
        metadata: { remainingItemCount: 1 },
        items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
      });
      cluster.api.delete(PODS, { namespace: 'default', name: 'c' });
      cluster.pod('d');
      const token = first.body.metadata.continue;
      const rest = await cluster.get(`${PODS_PATH}?limit=2&continue=${token}`);
      expect(rest.body).toMatchObject({
        metadata: { resourceVersion: first.body.metadata.resourceVersion },
        items: [{ metadata: { name: 'c' } }],
      });
      expect(rest.body.metadata.continue).toBeUndefined();

      cluster.forgetPods();
      cluster.pod('e');
      const late = await cluster.get(`${PODS_PATH}?continue=${token}`);
      expect(late.body).toMatchObject({ code: 410, reason: 'Expired' });
    });

    it('shows an earlier version exactly, and none of the future', async () => {
      const { resourceVersion } = cluster.pod('a').metadata;
      cluster.pod('b');
      cluster.label('a', { changed: 'yes' });
      cluster.api.delete(PODS, { namespace: 'default', name: 'a' });
      const at = `resourceVersion=${resourceVersion}`;
      expect(await names(`${at}&resourceVersionMatch=Exact`)).toEqual(['a']);
      expect(await names(at)).toEqual(['b']);
      expect(await names('resourceVersion=0')).toEqual(['b']);
      const future = await cluster.get(`${PODS_PATH}?resourceVersion=999`);
      expect(future.status).toBe(504);
      expect(future.headers.get('retry-after')).toBe('1');
      expect(future.body.message).toMatch('Too large resource version: 999');
    });

    it.each([
      ['resourceVersionMatch=Exact', 422],
      ['watch=1&sendInitialEvents=true', 422],
      ['continue=x', 400],
      ['resourceVersion=x', 400],
      ['labelSelector=a===b', 400],
      ['labelSelector=a in (b', 400],
      ['fieldSelector=spec.foo=bar', 400],
    ])('refuses %p', async (query, code) => {
      expect((await cluster.get(`${PODS_PATH}?${query}`)).status).toBe(code);
    });
  });

  describe('watches', () => {
    let abort: AbortController;

    beforeEach(() => {
      abort = new AbortController();
    });

    afterEach(() => abort.abort());

    const watch = (query: string) =>
      cluster.watch(`${PODS_PATH}?watch=true&${query}`, abort.signal);

    it('resumes from a version', async () => {
      cluster.pod('a');
      const { resourceVersion } = cluster.pod('b').metadata;
      cluster.label('a', { x: 'y' });
      const events = watch(`resourceVersion=${resourceVersion}`);
      expect(await next(events, 1)).toEqual(['MODIFIED a']);
      cluster.api.delete(PODS, { namespace: 'default', name: 'a' });
      expect(await next(events, 1)).toEqual(['DELETED a']);
    });

    it('begins with all objects, and marks where they end', async () => {
      cluster.pod('b');
      cluster.pod('a');
      const events = watch(
        'allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
      );
      expect(await next(events, 2)).toEqual(['ADDED a', 'ADDED b']);
      expect((await events.next()).value).toMatchObject({
        type: 'BOOKMARK',
        object: {
          kind: 'Pod',
          metadata: {
            resourceVersion: String(cluster.api.store.revision),
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        },
      });
    });

    it('shows objects come and go as selectors begin and cease to fit', async () => {
      cluster.pod('a');
      const events = watch('labelSelector=app%3Dx');
      const coming = next(events, 3);
      await new Promise(resolve => setTimeout(resolve, 50));
      cluster.label('a', { app: 'x' });
      cluster.label('a', { app: 'x', more: 'y' });
      cluster.label('a', {});
      expect(await coming).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    });

    it('sends bookmarks, and ends in time', async () => {
      const started = Date.now();
      const { resourceVersion } = cluster.pod('a').metadata;
      const events = watch(
        `allowWatchBookmarks=true&timeoutSeconds=3&resourceVersion=${resourceVersion}`,
      );
      expect(await next(events, 1)).toEqual(['BOOKMARK']);
      const rest = await next(events, 100);
      expect(new Set(rest)).toEqual(new Set(['BOOKMARK']));
      expect(Date.now() - started).toBeGreaterThan(2900);
    });

    it('says that a version is too old', async () => {
      const { resourceVersion } = cluster.pod('a').metadata;
      cluster.pod('b');
      cluster.forgetPods();
      const events = watch(`resourceVersion=${resourceVersion}`);
      expect((await events.next()).value).toMatchObject({
        type: 'ERROR',
        object: { code: 410, reason: 'Expired' },
      });
      expect((await events.next()).done).toBe(true);
    });
  });

  describe('deletion', () => {
    it('answers the object, or what has become of it', async () => {
      cluster.pod('a', {}, 'node-1');
      const path = `${PODS_PATH}/a`;
      const marked = await cluster.get(path, { method: 'DELETE' });
      expect(marked.body).toMatchObject({
        kind: 'Pod',
        metadata: { deletionGracePeriodSeconds: 30 },
      });
      const refused = await cluster.get(path, {
        method: 'DELETE',
        headers: { 'Content-Type': 'application/json' },
        body: '{"preconditions":{"uid":"other"}}',
      });
      expect(refused.body.message).toMatch(
        'the UID in the precondition (other) does not match',
      );
      await cluster.get(`${path}?gracePeriodSeconds=0`, { method: 'DELETE' });
      expect((await cluster.get(path)).status).toBe(404);
    });

    it('deletes all that selectors select', async () => {
      cluster.pod('a', { app: 'x' });
      cluster.pod('b', { app: 'y' });
      const query = 'labelSelector=app%3Dx';
      await cluster.get(`${PODS_PATH}?${query}`, { method: 'DELETE' });
      expect(await names('')).toEqual(['b']);
    });
  });

  describe('bodies', () => {
    const post = (contentType: string, body: string) =>
      cluster.get(PODS_PATH, {
        method: 'POST',
        headers: { 'Content-Type': contentType },
        body,
      });

    it('takes JSON and YAML, and nothing else', async () => {
      const yaml =
        'metadata: {name: y, namespace: default}\nspec: {containers: []}';
      const { status } = await post('text/plain', '{}');
      expect(status).toBe(415);
      const broken = await post('application/json', '{"a":');
      expect(broken.body).toMatchObject({ code: 400 });
      expect((await post('application/yaml', yaml)).status).not.toBe(415);
    });
  });
});
