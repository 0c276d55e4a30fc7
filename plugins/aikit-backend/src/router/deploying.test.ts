import {
  deployResponseSchema,
  removeResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { ClusterError } from '@aikit-backstage/plugin-aikit-node';
import request from 'supertest';
import {
  distributed,
  foreignObject,
  ownObject,
  standard,
} from '../__testUtils__/deploying';
import { component, OWN_GROUP, portal } from '../__testUtils__/portal';
import { lookedAgain, observedWorkload } from '../__testUtils__/workloads';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const ENTITY_REF = 'component:default/chat';

describe('deploying and removing workloads', () => {
  let stop = () => {};
  const setup = (options?: Parameters<typeof portal>[0]) => {
    const context = portal(options);
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  /** A portal with a running workload of the entity `other`. */
  async function withOther(options: Parameters<typeof portal>[0]) {
    const context = setup(options);
    context.clusterAccess.put(
      'deployments',
      ownObject('component:default/other'),
    );
    return context;
  }

  it('submits for an entity that the catalog does not have, with the permission to create', async () => {
    const { app, clusterAccess } = setup();
    const response = await request(app).put(URL).send(distributed());
    expect(response.status).toBe(200);
    expect(deployResponseSchema.parse(response.body).name).toBe('chat');
    expect(clusterAccess.paths).toEqual([
      'leaderworkersets team/chat',
      'services team/chat',
    ]);
  });

  it.each([
    ['an absent entity', { denials: ['aikit.workload.create'] }],
    [
      'an entity of the catalog',
      {
        entities: [component('chat')],
        denials: [`aikit.workload.update on ${ENTITY_REF}`],
      },
    ],
    ['a hidden entity', { hidden: [component('chat')] }],
  ])('refuses %s without the permission', async (_, options) => {
    const { app, clusterAccess } = setup(options);
    const response = await request(app).put(URL).send(standard());
    expect(response.status).toBe(403);
    expect(clusterAccess.requests).toEqual([]);
  });

  it('changes without the permission to create what is there, and makes nothing', async () => {
    const { app, clusterAccess, east } = setup({
      entities: [component('chat')],
      denials: ['aikit.workload.create'],
    });
    const unseen = await request(app).put(URL).send(standard());
    expect(unseen.status).toBe(403);
    east.set(observedWorkload('chat'));
    await lookedAgain();
    expect(clusterAccess.requests).toEqual([]);

    const gone = await request(app).put(URL).send(standard());
    expect(gone.status).toBe(403);
    expect(gone.body.error).toEqual(unseen.body.error);
    expect(clusterAccess.changes).toEqual([]);
    clusterAccess.put('deployments', ownObject('component:default/chat'));
    expect((await request(app).put(URL).send(standard())).status).toBe(200);
  });

  it('never overwrites the workload of another entity, not even by force', async () => {
    const { app, clusterAccess } = await withOther({
      entities: [component('chat'), component('other')],
    });
    const response = await request(app)
      .put(URL)
      .send({ ...standard(), force: true });
    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain(
      'belongs to component:default/other, not to component:default/chat',
    );
    expect(clusterAccess.changes).toEqual([]);
  });

  it('does not name the other entity to those who may not read it', async () => {
    const { app } = await withOther({
      entities: [component('chat')],
      hidden: [component('other')],
    });
    const response = await request(app).put(URL).send(standard());
    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain('belongs to another entity');
    expect(JSON.stringify(response.body)).not.toContain('default/other');
  });

  it('takes the same entity in another spelling for the same', async () => {
    const { app } = setup();
    expect((await request(app).put(URL).send(standard())).status).toBe(200);
    expect(
      (
        await request(app)
          .put(URL)
          .send({ ...standard(), entityRef: 'Component:chat' })
      ).status,
    ).toBe(200);
  });

  it('sends the issues of bad values along', async () => {
    const { app } = setup();
    const response = await request(app)
      .put(URL)
      .send(standard({ replicaCount: -1 }));
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('replicaCount'),
      issues: [
        {
          severity: 'error',
          path: 'replicaCount',
          message: expect.any(String),
        },
      ],
    });
  });

  it.each([
    ['values', { entityRef: ENTITY_REF }],
    ['entityRef', { values: {}, entityRef: 'chat' }],
    ['owner', { values: {}, entityRef: ENTITY_REF, owner: 'team' }],
    ['forse', { values: {}, entityRef: ENTITY_REF, forse: true }],
  ])('names the field %s in a bad body', async (field, body) => {
    const { app, clusterAccess } = setup();
    const response = await request(app).put(URL).send(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(field);
    expect(clusterAccess.requests).toEqual([]);
  });

  it('repeats nothing of what a container is started with, whoever quotes it', async () => {
    const { app, clusterAccess, auditEvent } = setup();
    clusterAccess.failOn(
      /^apply/,
      new ClusterError(
        'invalid',
        { cluster: 'east', request: 'apply' },
        'admission webhook "w" denied the request: MODE is quiet-as-a-mouse, --level=loudest of server',
      ),
    );
    const values = {
      env: [{ name: 'MODE', value: 'quiet-as-a-mouse' }],
      args: ['--level=loudest'],
    };
    const response = await request(app).put(URL).send(standard(values));
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(
      'MODE is (concealed), (concealed) of server',
    );
    const [{ error }] = auditEvent.fail.mock.calls.flat() as { error: Error }[];
    expect(error.message).not.toMatch(/mouse|loudest/);
  });

  it('refuses a namespace that cannot be one', async () => {
    const { app } = setup();
    const response = await request(app)
      .put('/clusters/east/namespaces/Team%2F..%2Fkube-system/workloads/chat')
      .send(standard());
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('namespace: must be');
  });

  it('refuses a body that is too large', async () => {
    const { app } = setup();
    const response = await request(app)
      .put(URL)
      .send(standard({ nameOverride: 'a'.repeat(1_100_000) }));
    expect(response.status).toBe(413);
  });

  it('removes a workload with the permission on its entity', async () => {
    const { app, clusterAccess } = setup({ entities: [component('chat')] });
    expect((await request(app).put(URL).send(distributed())).status).toBe(200);
    const response = await request(app).delete(URL);
    expect(
      removeResponseSchema.parse(response.body).objects.map(o => o.change),
    ).toEqual(['deleted', 'deleted']);
    expect(clusterAccess.paths).toEqual([]);
    expect((await request(app).delete(URL)).status).toBe(404);
  });

  it('does not remove a workload without the permission on its entity', async () => {
    const { app, clusterAccess } = await withOther({
      entities: [component('other')],
      denials: ['aikit.workload.delete on component:default/other'],
    });
    expect((await request(app).delete(URL)).status).toBe(403);
    expect(clusterAccess.changes).toEqual([]);
  });

  it('finds nothing to remove for those who may not read the entity', async () => {
    const { app, clusterAccess } = await withOther({
      hidden: [component('other')],
    });
    expect((await request(app).delete(URL)).status).toBe(404);
    expect(clusterAccess.changes).toEqual([]);
  });

  it('does not remove what the portal did not submit, nor tell that it is there', async () => {
    const { app, clusterAccess } = setup();
    const absent = await request(app).delete(URL);
    clusterAccess.put('deployments', foreignObject());
    const response = await request(app).delete(URL);
    expect(response.status).toBe(404);
    expect(response.body.error).toEqual(absent.body.error);
    expect(clusterAccess.paths).toEqual(['deployments team/chat']);
  });

  it('refuses to remove before a cluster is asked', async () => {
    const { app, clusterAccess, east } = setup({
      denials: ['aikit.workload.delete'],
    });
    const absent = await request(app).delete(URL);
    clusterAccess.put('deployments', ownObject(ENTITY_REF, OWN_GROUP));
    const present = await request(app).delete(URL);
    east.state = 'unavailable';
    const unreachable = await request(app).delete(URL);
    for (const { status, body } of [absent, present, unreachable]) {
      expect(status).toBe(403);
      expect(body.error).toEqual(absent.body.error);
    }
    expect(clusterAccess.requests).toEqual([]);
  });

  it('does not tell that there is a workload to those who may not see it', async () => {
    const { app } = await withOther({
      entities: [component('other')],
      denials: ['delete', 'read'].map(
        action => `aikit.workload.${action} on component:default/other`,
      ),
    });
    expect((await request(app).delete(URL)).status).toBe(404);
  });

  it('answers a dry run only to who may submit', async () => {
    const { app, clusterAccess } = setup({
      denials: ['aikit.workload.create'],
    });
    const response = await request(app)
      .put(URL)
      .send({ ...standard(), dryRun: true });
    expect(response.status).toBe(403);
    expect(response.body).not.toHaveProperty('objects');
    expect(clusterAccess.requests).toEqual([]);
  });

  it('asks the cluster for each object once, and again for whose it is when nobody else is at it', async () => {
    const { app, clusterAccess } = setup();
    for (const dryRun of [true, false]) {
      clusterAccess.requests.length = 0;
      await request(app)
        .put(URL)
        .send({ ...standard(), dryRun });
      const reads = clusterAccess.requests.filter(asked =>
        asked.startsWith('get'),
      );
      expect(reads).toContain('get deployments team/chat');
      const again = reads.filter((read, at) => reads.indexOf(read) < at);
      expect(new Set(again).size).toBe(again.length);
      expect(again.length).toBe(dryRun ? 0 : 6);
    }
  });

  it('tells of env only whether it changes', async () => {
    const { app } = setup({ policy: { secretsInValues: 'warn' } });
    const withToken = (value: string) =>
      standard({ env: [{ name: 'HF_TOKEN', value }] });
    await request(app).put(URL).send(withToken('hunter2')).expect(200);
    const { body, text } = await request(app)
      .put(URL)
      .send({ ...withToken('hunter3'), dryRun: true });
    expect(text).not.toMatch(/hunter[23]/);
    for (const side of ['before', 'after']) {
      expect(
        body.objects[0][side].spec.template.spec.containers[0].env,
      ).toEqual([{ name: 'HF_TOKEN', value: '(concealed, changed)' }]);
    }
  });
});
