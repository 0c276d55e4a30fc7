import {
  INFERENCE_ANNOTATION,
  inferenceResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import request from 'supertest';
import {
  distributed,
  foreignObject,
  standard,
} from '../__testUtils__/deploying';
import { component, portal } from '../__testUtils__/portal';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const ENTITY_REF = 'component:default/chat';
const RESOURCES = { limits: { 'nvidia.com/gpu': '2' } };

describe('what a workload was submitted as', () => {
  let stop = () => {};
  const setup = (options?: Parameters<typeof portal>[0]) => {
    const context = portal(options);
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  async function submitted(
    body: object,
    options: Parameters<typeof portal>[0] = {},
  ) {
    const context = setup(options);
    await request(context.app).put(URL).send(body).expect(200);
    return context;
  }

  /** As of a portal that did not keep it yet, with the objects it has made. */
  function forget({ clusterAccess }: ReturnType<typeof portal>, kind: string) {
    const object = clusterAccess.object(`${kind} team/chat`)!;
    const { [INFERENCE_ANNOTATION]: _, ...annotations } =
      object.metadata.annotations!;
    clusterAccess.put(kind, {
      ...object,
      metadata: { ...object.metadata, annotations },
    });
  }

  it('is a preset with its inputs, and the values over it', async () => {
    const body = {
      entityRef: ENTITY_REF,
      owner: 'group:default/search',
      preset: { name: 'aikit', inputs: {} },
      values: { env: [{ name: 'TOKEN', value: 'hunter2' }] },
    };
    const policy = { secretsInValues: 'warn' };
    const { app } = await submitted(body, { policy });
    const answer = await request(app).get(`${URL}/inference`).expect(200);
    expect(inferenceResponseSchema.parse(answer.body)).toEqual({
      source: 'submitted',
      preset: body.preset,
      values: { env: [{ name: 'TOKEN', value: '(left out)' }] },
      leftOut: ['env[0].value'],
      entityRef: ENTITY_REF,
      owner: 'group:default/search',
    });
  });

  it('is no change when the same is submitted again', async () => {
    const { app, clusterAccess } = await submitted(standard());
    const before = clusterAccess.object('deployments team/chat');
    const again = await request(app).put(URL).send(standard());
    expect(
      again.body.objects.map(({ change }: { change: string }) => change),
    ).toEqual(['unchanged', 'unchanged']);
    expect(clusterAccess.object('deployments team/chat')).toEqual(before);
  });

  it('makes no change of an object that stays as it is', async () => {
    const { app } = await submitted(standard());
    const { body } = await request(app)
      .put(URL)
      .send({ ...standard({ replicaCount: 1 }), dryRun: true });
    const [deployment] = body.objects;
    expect(deployment.change).toBe('unchanged');
    expect(deployment.after.metadata.annotations[INFERENCE_ANNOTATION]).toBe(
      '{"values":{"replicaCount":1}}',
    );
  });

  it('is what can be read from a Deployment that does not say it', async () => {
    const context = await submitted(
      standard({
        image: { repository: 'host:5000/a/b', tag: '1' },
        replicaCount: 3,
        resources: RESOURCES,
      }),
    );
    forget(context, 'deployments');
    const { body } = await request(context.app).get(`${URL}/inference`);
    expect(body).toMatchObject({
      source: 'object',
      values: {
        image: { repository: 'host:5000/a/b', tag: '1' },
        replicaCount: 3,
        resources: RESOURCES,
      },
      leftOut: [],
      entityRef: ENTITY_REF,
    });
  });

  it('is what can be read from a LeaderWorkerSet that does not say it', async () => {
    const image = { repository: 'host/a/b', tag: '1' };
    const context = await submitted(
      distributed({ image, resources: RESOURCES }),
    );
    forget(context, 'leaderworkersets');
    const { body } = await request(context.app).get(`${URL}/inference`);
    expect(body).toMatchObject({
      source: 'object',
      values: {
        image,
        leaderWorkerSet: {
          enabled: true,
          replicas: 2,
          leaderWorkerTemplate: { size: 3 },
          leader: { image, resources: RESOURCES },
          worker: { resources: RESOURCES },
        },
      },
    });
  });

  /** A portal in whose cluster the workload runs already. */
  function running(options: Parameters<typeof portal>[0]) {
    const context = setup(options);
    context.clusterAccess.put(
      'deployments',
      foreignObject({
        annotations: {
          'aikit-backstage/entity-ref': ENTITY_REF,
          [INFERENCE_ANNOTATION]: '{"values":{"replicaCount":7}}',
        },
      }),
    );
    return context;
  }

  it('is for those who may submit it again', async () => {
    const { app } = running({
      entities: [component('chat')],
      denials: [`aikit.workload.update on ${ENTITY_REF}`],
    });
    const answer = await request(app).get(`${URL}/inference`);
    expect(answer.status).toBe(403);
    expect(answer.body).not.toHaveProperty('values');
  });

  it('is as if it were not there when the entity is hidden', async () => {
    const { app, clusterAccess } = running({ hidden: [component('chat')] });
    const hidden = await request(app).get(`${URL}/inference`);
    expect(hidden.status).toBe(404);
    clusterAccess.put('deployments', foreignObject());
    const nobodys = await request(app).get(`${URL}/inference`);
    expect(nobodys.body.error).toEqual(hidden.body.error);
  });

  it('is written down who asked for it', async () => {
    const { app, auditor, auditEvent } = await submitted(standard());
    await request(app).get(`${URL}/inference`).expect(200);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'workload-inference-read',
        severityLevel: 'low',
        meta: { cluster: 'east', namespace: 'team', name: 'chat' },
      }),
    );
    expect(auditEvent.success).toHaveBeenLastCalledWith({ meta: {} });
  });
});
