import {
  clustersResponseSchema,
  WORKLOAD_ANNOTATIONS,
  workloadResponseSchema,
  workloadsResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { Express } from 'express';
import request from 'supertest';
import {
  asService,
  component,
  OWN_GROUP,
  portal,
} from '../__testUtils__/portal';
import { lookedAgain, observedWorkload } from '../__testUtils__/workloads';

const ENTITY = '/entities/Component/default/chat/workloads';
const WORKLOAD = '/clusters/east/namespaces/team/workloads/chat';

describe('reading workloads', () => {
  let stop = () => {};
  const setup = (options?: Parameters<typeof portal>[0]) => {
    const context = portal(options);
    stop = context.stop;
    context.east.set(observedWorkload('chat'));
    context.east.set(observedWorkload('search'));
    return context;
  };
  afterEach(() => stop());

  it('shows an entity its own workloads only', async () => {
    const { app } = setup({ entities: [component('chat')] });
    const response = await request(app).get(ENTITY);
    expect(response.status).toBe(200);
    expect(response.type).toBe('application/json');
    const body = workloadsResponseSchema.parse(response.body);
    expect(body.items.map(({ name }) => name)).toEqual(['chat']);
    expect(body.clusters.map(({ name }) => name)).toEqual(['east', 'west']);
  });

  it('answers 304 to the second identical read, without a request to a cluster', async () => {
    const { app, east, clusterAccess } = setup({
      entities: [component('chat')],
    });
    const first = await request(app).get(ENTITY);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    east.looks = 0;

    const second = await request(app)
      .get(ENTITY)
      .set('If-None-Match', first.headers.etag)
      // As a browser's fetch does when it is given the header above.
      .set('Cache-Control', 'no-cache');
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
    expect(clusterAccess.requests).toEqual([]);
    expect(east.looks).toBe(0);

    await lookedAgain();
    east.set(observedWorkload('chat', { generation: 2 }));
    const third = await request(app)
      .get(ENTITY)
      .set('If-None-Match', first.headers.etag);
    expect(third.status).toBe(200);
    expect(third.body.items[0].generation).toBe(2);
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])(
    'sends to who accepts %s what is compressed by %s',
    async (accepted, encoding) => {
      const { app, east } = setup({ entities: [component('chat')] });
      const annotations = {
        [WORKLOAD_ANNOTATIONS.entityRef]: 'component:default/chat',
        [WORKLOAD_ANNOTATIONS.owner]: 'x'.repeat(2_000),
      };
      await lookedAgain();
      east.set(observedWorkload('chat', { annotations }));
      const get = () =>
        request(app).get(ENTITY).set('Accept-Encoding', accepted);
      const first = await get();
      expect(first.headers['content-encoding']).toBe(encoding);
      expect(first.headers.vary).toContain('Accept-Encoding');
      const second = await get();
      expect(second.headers.etag).toBe(first.headers.etag);
    },
  );

  it('gives nothing to those who may not read the entity, hidden or absent alike', async () => {
    const hidden = setup({ hidden: [component('chat')] });
    const refused = await request(hidden.app).get(ENTITY);
    hidden.stop();
    const absent = setup();
    const missing = await request(absent.app).get(ENTITY);
    expect(refused.status).toBe(404);
    expect(missing.status).toBe(404);
    expect(refused.body.error).toEqual(missing.body.error);
  });

  it('gives nothing to those who have the version but no longer the right', async () => {
    const allowed = setup({ entities: [component('chat')] });
    const { etag } = (await request(allowed.app).get(ENTITY)).headers;
    allowed.stop();
    const { app } = setup({ hidden: [component('chat')] });
    const response = await request(app).get(ENTITY).set('If-None-Match', etag);
    expect(response.status).toBe(404);
  });

  it('refuses those without the permission, and names it', async () => {
    const { app } = setup({
      entities: [component('chat')],
      denials: ['aikit.workload.read on component:default/chat'],
    });
    const response = await request(app).get(ENTITY);
    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('aikit.workload.read'),
    });
    expect(response.body.items).toBeUndefined();
  });

  it('finds nothing for an entity without annotations', async () => {
    const { app } = setup({ entities: [component('chat', {})] });
    const response = await request(app).get(ENTITY);
    expect(workloadsResponseSchema.parse(response.body)).toMatchObject({
      clusters: [],
      items: [],
    });
  });

  it.each(['%2F..%2F/x', 'default/a%3Ab', 'default/%1B', '%20/x', 'a/..%2F'])(
    'refuses a path that is no reference: %s',
    async path => {
      const { app } = setup();
      const url = `/entities/component/${path}/workloads`;
      expect((await request(app).get(url)).status).toBe(400);
    },
  );

  describe('that are of other entities', () => {
    const SELECTOR = 'backstage.io/kubernetes-label-selector';
    const everything = () => component('chat', { [SELECTOR]: '!x' });
    const namesOf = async (app: Express) =>
      workloadsResponseSchema
        .parse((await request(app).get(ENTITY).expect(200)).body)
        .items.map(({ name }) => name)
        .sort();

    it('shows those whose entity the caller may read', async () => {
      const { app } = setup({ entities: [everything(), component('search')] });
      expect(await namesOf(app)).toEqual(['chat', 'search']);
    });

    it.each([
      ['hidden', { hidden: [component('search')] }],
      ['not in the catalog', {}],
      [
        'without the permission',
        {
          entities: [everything(), component('search')],
          denials: ['aikit.workload.read on component:default/search'],
        },
      ],
    ])('shows none whose entity is %s', async (_, options) => {
      const { app } = setup({ entities: [everything()], ...options });
      expect(await namesOf(app)).toEqual(['chat']);
      const whole = await request(app).get(ENTITY);
      expect(whole.text).not.toContain('search');
    });

    it('asks about all of them at once', async () => {
      const { app, east, permissions } = setup({
        entities: [everything(), component('search'), component('other')],
      });
      east.set(observedWorkload('other'));
      await lookedAgain();
      permissions.authorize.mockClear();
      expect(await namesOf(app)).toHaveLength(3);
      expect(permissions.authorize).toHaveBeenCalledTimes(2);
    });

    it('asks about very many of them in calls that Backstage takes', async () => {
      const names = Array.from({ length: 600 }, (_, index) => `w${index}`);
      const { app, east, permissions } = setup({
        entities: [everything(), ...names.map(name => component(name))],
      });
      names.forEach(name => east.set(observedWorkload(name)));
      await lookedAgain();
      permissions.authorize.mockClear();
      expect(await namesOf(app)).toHaveLength(601);
      const sizes = permissions.authorize.mock.calls.map(
        ([asked]) => asked.length,
      );
      expect(Math.max(...sizes)).toBeLessThanOrEqual(250);
      expect(sizes).toHaveLength(4);
    });

    it('asks nothing about them where there are none', async () => {
      const { app, permissions } = setup({ entities: [component('chat')] });
      await request(app).get(ENTITY).expect(200);
      expect(permissions.authorize).toHaveBeenCalledTimes(1);
    });

    it.each([
      [undefined, ['chat']],
      ['labelled', ['chat']],
      ['none', ['chat']],
      ['all', ['chat', 'nobodys']],
    ])(
      'shows those of nobody where the policy says %s: %j',
      async (unclaimed, expected) => {
        const { app, east } = setup({
          entities: [everything()],
          policy: { ...(unclaimed && { unclaimed }) },
        });
        east.set(observedWorkload('nobodys', { annotations: {} }));
        await lookedAgain();
        expect(await namesOf(app)).toEqual(expected);
      },
    );
  });

  it('tells nothing of clusters to those who may not see them', async () => {
    const { app, east } = setup({
      entities: [component('chat')],
      denials: ['aikit.cluster.read'],
    });
    east.state = 'stale';
    east.error = 'connect ECONNREFUSED 10.0.0.1:6443';
    east.tellOf({ status: true });
    await lookedAgain();
    for (const path of [ENTITY, WORKLOAD]) {
      const { text } = await request(app).get(path).expect(200);
      expect(text).toContain('stale');
      expect(text).not.toContain('10.0.0.1');
    }
  });

  it('says which annotation is wrong', async () => {
    const { app } = setup({
      entities: [
        component('chat', { 'backstage.io/kubernetes-label-selector': 'a b' }),
      ],
    });
    const response = await request(app).get(ENTITY);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(
      'backstage.io/kubernetes-label-selector of component:default/chat',
    );
  });

  it('signals the readers of an entity that there is a new version', async () => {
    const { app, east, signals } = setup({ entities: [component('chat')] });
    await request(app).get(ENTITY);
    await lookedAgain();
    east.set(observedWorkload('chat', { generation: 2 }));
    await lookedAgain();
    const { version } = (await request(app).get(ENTITY)).body;
    expect(signals.publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'aikit:component:default/chat',
          message: { version },
        },
      ],
    ]);
  });

  describe('one workload', () => {
    it('is shown to those who may read its entity', async () => {
      const { app } = setup({ entities: [component('chat')] });
      const response = await request(app).get(WORKLOAD);
      expect(workloadResponseSchema.parse(response.body)).toMatchObject({
        cluster: { name: 'east', state: 'live' },
        workload: { name: 'chat', generation: 1 },
      });
      expect(
        (
          await request(app)
            .get(WORKLOAD)
            .set('If-None-Match', response.headers.etag)
        ).status,
      ).toBe(304);
    });

    it('looks as if there were none to those who may not read its entity', async () => {
      const { app, east } = setup({ hidden: [component('chat')] });
      const hidden = await request(app).get(WORKLOAD);
      east.remove(observedWorkload('chat'));
      const gone = await request(app).get(WORKLOAD);
      expect(hidden.status).toBe(404);
      expect(hidden.body.error).toEqual(gone.body.error);
    });

    it.each([
      [OWN_GROUP, [], 200],
      [OWN_GROUP, ['aikit.workload.create'], 404],
      ['group:default/other', [], 404],
      [undefined, [], 404],
    ])(
      'of %s is shown before its entity is in the catalog, without %j: %s',
      async (owner, denials, expected) => {
        const { app, east } = setup({ denials });
        const { annotations } = observedWorkload('chat');
        const claim = owner && { 'aikit-backstage/owner': owner };
        east.set(
          observedWorkload('chat', {
            annotations: { ...annotations, ...claim },
          }),
        );
        await lookedAgain();
        expect((await request(app).get(WORKLOAD)).status).toBe(expected);
        expect((await request(app).get(WORKLOAD).set(asService)).status).toBe(
          denials.length > 0 ? 404 : 200,
        );
      },
    );

    it('is not told of to those who lack the permission, there or not', async () => {
      const { app } = setup({
        entities: [component('chat')],
        denials: ['aikit.workload.read'],
      });
      const there = await request(app).get(WORKLOAD);
      const absent = await request(app).get(`${WORKLOAD}-none`);
      expect(there.status).toBe(403);
      expect(there.body.error).toEqual(absent.body.error);
    });

    it('is shown to nobody when it belongs to no entity', async () => {
      const { app, east } = setup();
      east.set(observedWorkload('chat', { annotations: {} }));
      await lookedAgain();
      expect((await request(app).get(WORKLOAD)).status).toBe(404);
      expect((await request(app).get(WORKLOAD).set(asService)).status).toBe(
        404,
      );
    });
  });

  describe('all workloads of the portal', () => {
    it('are for other plugins only', async () => {
      const { app, east } = setup();
      east.set(observedWorkload('foreign', { labels: {} }));
      east.set(observedWorkload('no-entity', { annotations: {} }));
      expect((await request(app).get('/workloads')).status).toBe(403);
      const response = await request(app).get('/workloads').set(asService);
      expect(
        workloadsResponseSchema
          .parse(response.body)
          .items.map(({ catalog }) => catalog?.entityRef),
      ).toEqual(['component:default/chat', 'component:default/search']);
      expect(
        (
          await request(app)
            .get('/workloads')
            .set(asService)
            .set('If-None-Match', response.headers.etag)
        ).status,
      ).toBe(304);
    });

    it('are announced to other plugins when they change', async () => {
      const { events } = setup();
      await new Promise(resolve => setTimeout(resolve, 80));
      expect(events.publish.mock.calls).toEqual([
        [{ topic: 'aikit.workloads', eventPayload: {} }],
      ]);
    });
  });

  describe('clusters', () => {
    it('are shown with their state', async () => {
      const { app } = setup();
      const response = await request(app).get('/clusters');
      expect(response.headers['cache-control']).toBe('no-store');
      expect(clustersResponseSchema.parse(response.body).items).toEqual([
        expect.objectContaining({ name: 'east', leaderWorkerSet: 'installed' }),
        expect.objectContaining({ name: 'west' }),
      ]);
    });

    it('are not shown without the permission', async () => {
      const { app } = setup({ denials: ['aikit.cluster.read'] });
      const response = await request(app).get('/clusters');
      expect(response.status).toBe(403);
      expect(JSON.stringify(response.body)).not.toContain('east');
    });
  });
});
