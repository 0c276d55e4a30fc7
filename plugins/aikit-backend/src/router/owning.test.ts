import { Entity } from '@backstage/catalog-model';
import request from 'supertest';
import { ownObject, standard } from '../__testUtils__/deploying';
import { component, OWN_GROUP, portal } from '../__testUtils__/portal';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const ENTITY_REF = 'component:default/chat';

describe('whose a workload is, and what its place allows', () => {
  let stop = () => {};
  const setup = (options?: Parameters<typeof portal>[0]) => {
    const context = portal(options);
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  it('gives a workload the owner of its entity, or else whoever submits it', async () => {
    const owner = 'group:default/elsewhere';
    const relations = [{ type: 'ownedBy', targetRef: owner }];
    for (const [entities, expected] of [
      [[{ ...component('chat'), relations }], owner],
      [[], 'user:default/mock'],
    ] as [Entity[], string][]) {
      const { app, clusterAccess } = setup({
        entities,
        denials: ['aikit.workload.assign'],
      });
      expect((await request(app).put(URL).send(standard())).status).toBe(200);
      const { metadata } = clusterAccess.object('deployments team/chat')!;
      expect(metadata.annotations).toMatchObject({
        'aikit-backstage/owner': expected,
      });
    }
  });

  it('gives a workload to an owner of one’s own, and to others with the permission', async () => {
    const give = async (owner: string, denials: string[]) => {
      const { app } = setup({ denials });
      return request(app)
        .put(URL)
        .send({ ...standard(), owner });
    };
    const denials = ['aikit.workload.assign'];
    expect((await give(OWN_GROUP, denials)).status).toBe(200);
    expect((await give('group:default/other', [])).status).toBe(200);
    const { status, body } = await give('group:default/other', denials);
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      'You may not give a workload to group:default/other: name yourself or a group that you belong to as its owner, or ask for the permission aikit.workload.assign',
    );
  });

  it.each([
    [OWN_GROUP, 200],
    ['group:default/other', 403],
    [undefined, 403],
  ])(
    'changes a workload of %s whose entity is not in the catalog yet: %s',
    async (owner, expected) => {
      const { app, clusterAccess } = setup();
      clusterAccess.put('deployments', ownObject(ENTITY_REF, owner));
      const body = { ...standard(), force: true };
      expect((await request(app).put(URL).send(body)).status).toBe(expected);
      const removed = await request(app).delete(URL);
      expect(removed.status).toBe(expected === 200 ? 200 : 404);
      expect(clusterAccess.changes.length > 0).toBe(expected === 200);
    },
  );

  const MINE = {
    ...component('chat'),
    relations: [{ type: 'ownedBy', targetRef: 'user:default/mock' }],
  };

  it.each([
    ['group:default/victim', ['aikit.workload.assign'], 403],
    ['group:default/victim', [], 200],
    [OWN_GROUP, ['aikit.workload.assign'], 200],
    ['User:Mock', ['aikit.workload.assign'], 200],
    [undefined, ['aikit.workload.assign'], 200],
  ])(
    'changes a workload of %s whose entity somebody else has registered, without %j: %s',
    async (owner, denials, expected) => {
      const { app, clusterAccess } = setup({ entities: [MINE], denials });
      const object = ownObject(ENTITY_REF, owner);
      clusterAccess.put('deployments', object);
      const answers = [
        await request(app).get(`${URL}/inference`),
        await request(app)
          .put(URL)
          .send({ ...standard(), force: true }),
      ];
      clusterAccess.put('deployments', object);
      answers.push(await request(app).delete(URL));
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => expected),
      );
      const refusals = answers.filter(({ status }) => status === 403);
      expect(clusterAccess.changes.length > 0).toBe(refusals.length === 0);
    },
  );

  it('says whose a workload is whose entity somebody else has registered', async () => {
    const denials = ['aikit.workload.assign'];
    const { app, clusterAccess } = setup({ entities: [MINE], denials });
    const object = ownObject(ENTITY_REF, 'group:default/victim');
    clusterAccess.put('deployments', object);
    const { body } = await request(app).delete(URL);
    expect(body.error.message).toBe(
      'The workload belongs to group:default/victim, whom the catalog does not have as an owner of component:default/chat: only group:default/victim may change or remove it, or who has the permission aikit.workload.assign',
    );
    expect(clusterAccess.changes).toEqual([]);
  });

  it('changes nothing that belongs to no entity', async () => {
    const { app, clusterAccess } = setup({ entities: [MINE] });
    const { metadata, ...object } = ownObject(ENTITY_REF);
    const { annotations: _, ...others } = metadata;
    clusterAccess.put('deployments', { ...object, metadata: others });
    const { status, body } = await request(app)
      .put(URL)
      .send({ ...standard(), force: true });
    expect(status).toBe(409);
    expect(body.error.message).toBe(
      "Deployment chat in namespace team of cluster 'east' belongs to no entity, and so nobody's permission decides about it: choose another name, or have it say in its annotation aikit-backstage/entity-ref that it belongs to component:default/chat, where its manifests come from",
    );
    expect(clusterAccess.changes).toEqual([]);
  });

  it('sets labels of the namespace only with the permission for it', async () => {
    const { app, clusterAccess } = setup({
      denials: ['aikit.namespace.label'],
    });
    const labels = { namespace: { podSecurity: { enforce: 'privileged' } } };
    const { status, body } = await request(app).put(URL).send(standard(labels));
    expect(status).toBe(403);
    expect(body.error.message).toContain('aikit.namespace.label');
    expect(clusterAccess.requests).toEqual([]);
  });

  it('tells nothing of clusters to those who may not see them', async () => {
    const { app, east } = setup({ denials: ['aikit.cluster.read'] });
    const tried = await request(app)
      .put(URL)
      .send({ ...standard(), dryRun: true });
    expect(tried.body.fit).toEqual({
      message:
        'Whether it fits is shown to those with the permission aikit.cluster.read.',
    });
    east.state = 'unavailable';
    east.error = 'connect ECONNREFUSED 10.0.0.1:6443';
    for (const answer of [
      await request(app).put(URL).send(standard()),
      await request(app).delete(URL),
      await request(app).get(`${URL}/inference`),
    ]) {
      expect(answer.status).toBe(503);
      expect(JSON.stringify(answer.body)).not.toContain('10.0.0.1');
    }
  });
});
