import request from 'supertest';
import { distributed, ownObject, standard } from '../__testUtils__/deploying';
import { asService, component, portal } from '../__testUtils__/portal';
import { lookedAgain } from '../__testUtils__/workloads';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const ENTITY_REF = 'component:default/chat';

describe('several submissions of one workload', () => {
  it.each([
    ['of two entities', 'component:default/other'],
    ['of one entity', ENTITY_REF],
  ])('at once, %s: one is made, and nothing of the other', async (_, other) => {
    const { app, clusterAccess, stop } = portal();
    const apply = clusterAccess.apply.bind(clusterAccess);
    const second: request.Response[] = [];
    clusterAccess.apply = async (...call) => {
      if (!call[3].dryRun && second.length === 0) {
        const entityRef = other;
        second.push(
          await request(app)
            .put(URL)
            .send({ ...standard(), entityRef }),
        );
      }
      return apply(...call);
    };
    const first = await request(app).put(URL).send(distributed());
    expect(first.status).toBe(200);
    expect(second.map(({ status }) => status)).toEqual([409]);
    expect(second[0].text).toContain('by somebody else at this moment');
    expect(clusterAccess.paths).toEqual([
      'leaderworkersets team/chat',
      'services team/chat',
    ]);
    stop();
  });

  it('is not kept from others by one who is refused', async () => {
    const { app, clusterAccess, submissions, stop } = portal();
    const other = ownObject('component:default/other', 'group:default/other');
    clusterAccess.put('deployments', other);
    const exclusively = jest.spyOn(submissions, 'exclusively');
    await request(app).put(URL).send(standard()).expect(409);
    await request(app).delete(URL).expect(404);
    await request(app).post(`${URL}/approval`).expect(409);
    expect(exclusively).not.toHaveBeenCalled();
    stop();
  });

  it('is shown while it is half-done, and can be removed then', async () => {
    const { app, clusterAccess, submissions, stop } = portal({
      entities: [component('chat')],
    });
    const broken = new Error('the process was killed');
    clusterAccess.failOn(/apply services team.chat$/, broken);
    clusterAccess.failOn(/delete /, broken);
    expect((await request(app).put(URL).send(standard())).status).toBe(500);
    const incomplete = [
      {
        cluster: 'east',
        namespace: 'team',
        name: 'chat',
        action: 'submission',
        entityRef: ENTITY_REF,
        owner: 'user:default/mock',
        startedAt: expect.any(String),
      },
    ];
    await lookedAgain();
    const entity = await request(app).get(
      '/entities/component/default/chat/workloads',
    );
    expect(entity.body.incomplete).toEqual(incomplete);
    const all = await request(app).get('/workloads').set(asService);
    expect(all.body.incomplete).toEqual(incomplete);

    clusterAccess.recover();
    await request(app).delete(URL).expect(200);
    expect(clusterAccess.paths).toEqual([]);
    expect(await submissions.incomplete()).toEqual([]);
    await lookedAgain();
    const after = await request(app).get(
      '/entities/component/default/chat/workloads',
    );
    expect(after.body).not.toHaveProperty('incomplete');
    stop();
  });
});
