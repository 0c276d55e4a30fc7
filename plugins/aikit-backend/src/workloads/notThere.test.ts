import request from 'supertest';
import { foreignObject } from '../__testUtils__/deploying';
import { component, portal } from '../__testUtils__/portal';

const path = (cluster: string) =>
  `/clusters/${cluster}/namespaces/team/workloads/chat`;

describe('the answer for a workload that is not there', () => {
  const running: ReturnType<typeof portal>[] = [];
  const setup = (options: Parameters<typeof portal>[0] = {}) => {
    const started = portal(options);
    running.push(started);
    return started;
  };
  afterEach(() => running.splice(0).forEach(({ stop }) => stop()));

  it.each(['get', 'delete'] as const)(
    'says that it is the workload, to %s',
    async method => {
      const { app } = setup();
      const { status, body } = await request(app)[method](path('east'));
      expect(status).toBe(404);
      expect(body.error).toMatchObject({
        name: 'NotFoundError',
        missing: 'workload',
        message: expect.stringMatching(
          /^There is no workload chat .* of cluster 'east', or .*you may not see it$/,
        ),
      });
    },
  );

  it('is the same for one of an entity that is hidden', async () => {
    const absent = await request(setup().app).delete(path('east'));
    const { app, clusterAccess } = setup({ hidden: [component('chat')] });
    clusterAccess.put(
      'deployments',
      foreignObject({
        labels: {
          'app.kubernetes.io/managed-by': 'backstage-aikit',
          'app.kubernetes.io/instance': 'chat',
        },
        annotations: { 'aikit-backstage/entity-ref': 'component:default/chat' },
      }),
    );
    const hidden = await request(app).delete(path('east'));
    expect(hidden.status).toBe(404);
    expect(hidden.body.error).toEqual(absent.body.error);
  });

  it.each(['get', 'delete'] as const)(
    'is another one when it is the cluster that there is none of, to %s',
    async method => {
      const { app } = setup();
      const { status, body } = await request(app)[method](path('eats'));
      expect(status).toBe(404);
      expect(body.error.message).toMatch(
        /^The Kubernetes plugin knows no cluster named 'eats'; choose one that GET/,
      );
      expect(body.error).not.toHaveProperty('missing');
    },
  );
});
