import { policyResponseSchema } from '@aikit-backstage/plugin-aikit-common';
import request from 'supertest';
import { standard } from '../__testUtils__/deploying';
import {
  asService,
  component,
  OWN_GROUP,
  portal,
} from '../__testUtils__/portal';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const APPROVE = 'aikit.workload.approve';
const LARGE = { ...standard({ replicaCount: 3 }), owner: OWN_GROUP };

describe('policy and approval', () => {
  let stop = () => {};
  const setup = (options: NonNullable<Parameters<typeof portal>[0]> = {}) => {
    const context = portal({ policy: { approval: { pods: 2 } }, ...options });
    stop = context.stop;
    const replicas = () =>
      (
        context.clusterAccess.object('deployments team/chat')?.spec as
          | { replicas?: number }
          | undefined
      )?.replicas;
    return { ...context, replicas };
  };
  afterEach(() => stop());

  it('holds back what is large until somebody else approves it', async () => {
    const denials = [APPROVE];
    const { app, replicas, auditor } = setup({ denials });
    const { body } = await request(app).put(URL).send(LARGE).expect(200);
    expect(body.issues).toContainEqual(
      expect.objectContaining({ rule: 'policy-approval' }),
    );
    expect(replicas()).toBe(0);
    // Owning it, with its entity not in the catalog yet, is not enough.
    await request(app).post(`${URL}/approval`).expect(403);
    expect(replicas()).toBe(0);

    denials.pop();
    await request(app).post(`${URL}/approval`).expect(200);
    expect(replicas()).toBe(3);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'workload-approve',
        severityLevel: 'medium',
        meta: { cluster: 'east', namespace: 'team', name: 'chat' },
      }),
    );
    denials.push(APPROVE);
    await request(app).put(URL).send(LARGE).expect(200);
    expect(replicas()).toBe(3);
  });

  it('keeps in mind who has approved', async () => {
    const { app, clusterAccess } = setup();
    await request(app).put(URL).send(LARGE).expect(200);
    expect(
      clusterAccess.object('deployments team/chat')?.metadata.annotations,
    ).toMatchObject({ 'aikit-backstage/approved-by': 'user:default/mock' });
    await request(app).post(`${URL}/approval`).expect(409);
  });

  it('says the same of what is hidden and of what is not there', async () => {
    const { app, clusterAccess } = setup({ denials: [APPROVE] });
    await request(app).put(URL).send(LARGE).expect(200);
    const object = clusterAccess.object('deployments team/chat')!;
    stop();

    const hidden = setup({ hidden: [component('chat')] });
    hidden.clusterAccess.put('deployments', object);
    const other = await request(hidden.app).post(`${URL}/approval`);
    const none = await request(hidden.app).post(`${URL}x/approval`);
    expect([other.status, none.status]).toEqual([404, 404]);
    expect(other.body.error.message).toBe(
      none.body.error.message.replace('chatx', 'chat'),
    );
  });

  it('refuses by the policy, with whom to ask, also what is forced', async () => {
    const { app, clusterAccess } = setup({ policy: { contact: '#ml' } });
    const { status, body } = await request(app)
      .put('/clusters/east/namespaces/kube-system/workloads/coredns')
      .send({ ...LARGE, force: true });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      message: expect.stringContaining('Ask #ml'),
      issues: [{ rule: 'policy-namespaces', path: 'namespace' }],
    });
    expect(clusterAccess.requests).toEqual([]);
  });

  it('tells what holds for an owner, to who may be that owner', async () => {
    const policy = {
      pods: 4,
      owners: [{ match: [OWN_GROUP], pods: 8 }],
    };
    const { app } = setup({ policy, denials: ['aikit.workload.assign'] });
    const ask = (owner: string) => request(app).get('/policy').query({ owner });
    const own = await ask(OWN_GROUP).expect(200);
    expect(policyResponseSchema.parse(own.body).limits).toMatchObject({
      owner: OWN_GROUP,
      pods: 8,
    });
    await ask('group:default/other').expect(403);
    await ask('no reference').expect(400);
    const all = await request(app).get('/policy').set(asService).expect(200);
    expect(all.body.limits).toMatchObject({ pods: 4 });
  });

  it('tells it only to those who may see clusters', async () => {
    const { app } = setup({ denials: ['aikit.cluster.read'] });
    expect((await request(app).get('/policy')).status).toBe(403);
  });
});
