import request from 'supertest';
import { managedFieldsOf } from '../deploy/managedFields';
import {
  asService,
  component,
  OWN_GROUP,
  portal,
} from '../__testUtils__/portal';
import {
  helmObject,
  installRelease,
  releaseRecord,
  releaseSecret,
} from '../__testUtils__/releases';

const RELEASES = '/clusters/east/namespaces/team/releases';
const ADOPT = `${RELEASES}/llama/adopt`;
const DEPLOYMENT = 'deployments team/llama-aikit';
const SERVICE = 'services team/llama-aikit';
const HEADLESS = 'services team/llama-aikit-headless';
const BODY = { entityRef: 'component:default/chat' };

type Options = NonNullable<Parameters<typeof portal>[0]>;

const running: ReturnType<typeof portal>[] = [];

function setup(options: Options = {}) {
  const started = portal({
    entities: [component('chat')],
    policy: { adopt: true },
    ...options,
  });
  running.push(started);
  installRelease(started.clusterAccess);
  return started;
}

afterEach(() => running.splice(0).forEach(({ stop }) => stop()));

describe('Helm releases', () => {
  it('are listed by their newest deployed revision', async () => {
    const { app, clusterAccess } = setup();
    for (const [version, status] of [
      [2, 'deployed'],
      [10, 'failed'],
    ] as const) {
      clusterAccess.put(
        'secrets',
        releaseSecret(releaseRecord({ version, info: { status } })),
      );
    }
    const { status, body } = await request(app).get(RELEASES);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        name: 'llama',
        chart: { name: 'aikit', version: '0.19.0' },
        revision: 2,
        status: 'deployed',
      },
    ]);
  });

  it('of other charts, and what cannot be read, are not there', async () => {
    const { app, clusterAccess } = setup();
    const chart = { metadata: { name: 'redis', version: '1.0.0' }, values: {} };
    const other = releaseRecord({ name: 'cache', chart });
    const broken = releaseRecord({ name: 'broken' });
    clusterAccess.put('secrets', releaseSecret(other));
    clusterAccess.put('secrets', releaseSecret(broken, { release: 'x' }));
    const { body } = await request(app).get(RELEASES);
    expect(body.items).toHaveLength(1);
    const one = await request(app).get(`${RELEASES}/cache`);
    expect(one.status).toBe(404);
  });

  it('tell what was given to Helm, and what to submit for the same', async () => {
    const { app } = setup();
    const { body } = await request(app).get(`${RELEASES}/llama`);
    expect(body).toMatchObject({
      workload: 'llama-aikit',
      kind: 'Deployment',
      userValues: { replicaCount: 2 },
      values: { replicaCount: 2 },
    });
  });

  it('are for those who may read the releases of the place', async () => {
    const { app, clusterAccess } = setup({ denials: ['aikit.release.read'] });
    for (const path of [RELEASES, `${RELEASES}/llama`]) {
      expect((await request(app).get(path)).status).toBe(403);
    }
    expect((await request(app).post(ADOPT).send(BODY)).status).toBe(403);
    expect(clusterAccess.requests).toEqual([]);
  });

  it('are shown without what may be a secret, and adopted with it', async () => {
    const { app, clusterAccess } = setup();
    const config = {
      replicaCount: 2,
      args: ['--api-key', 'hush', '--port=80'],
      env: [{ name: 'MODE', value: 'quiet' }],
    };
    clusterAccess.put('secrets', releaseSecret(releaseRecord({ config })));
    const read = await request(app).get(`${RELEASES}/llama`);
    expect(read.body.userValues).toEqual({
      ...config,
      args: ['--api-key', '(left out)', '--port=80'],
      env: [{ name: 'MODE', value: '(left out)' }],
    });
    const tried = await request(app)
      .post(ADOPT)
      .send({ ...BODY, dryRun: true });
    expect(tried.status).toBe(200);
    expect(tried.body.next.objects).not.toEqual([]);
    for (const { text } of [read, tried]) {
      expect(text).not.toMatch(/hush|quiet/);
    }
    const done = await request(app).post(ADOPT).send(BODY);
    expect(done.status).toBe(200);
    expect(done.text).not.toMatch(/hush|quiet/);
  });

  it('are only those of namespaces that the policy gives one’s owners', async () => {
    const owners = [{ match: [OWN_GROUP], namespaces: ['team'] }];
    const ours = setup({ policy: { namespaces: ['other'], owners } });
    expect((await request(ours.app).get(RELEASES)).status).toBe(200);
    const theirs = setup({
      policy: { namespaces: ['other'], contact: 'the ML team' },
    });
    const { status, body } = await request(theirs.app).get(RELEASES);
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      "The policy of the portal gives namespace team of cluster 'east' to none of your owners. Ask the ML team",
    );
    expect(theirs.clusterAccess.requests).toEqual([]);
    const service = await request(theirs.app).get(RELEASES).set(asService);
    expect(service.status).toBe(200);
  });

  it('need a name that cannot be more than one in a selector', async () => {
    const { app, clusterAccess } = setup();
    const { status } = await request(app).get(`${RELEASES}/a,name=b`);
    expect(status).toBe(400);
    expect(clusterAccess.requests).toEqual([]);
  });
});

describe('adoption of a Helm release', () => {
  it('says in a dry run what it would do, and changes nothing', async () => {
    const { app, clusterAccess } = setup();
    const { status, body } = await request(app)
      .post(ADOPT)
      .send({ ...BODY, dryRun: true });
    expect(status).toBe(200);
    expect(clusterAccess.changes).toEqual([]);
    const { labels } = body.objects[0].after.metadata;
    expect(Object.keys(labels)).not.toContain('helm.sh/chart');
    expect(body).toMatchObject({
      dryRun: true,
      objects: [
        { kind: 'Deployment', change: 'updated' },
        { kind: 'Service', change: 'updated' },
      ],
      left: [{ kind: 'Service', name: 'llama-aikit-headless' }],
      next: { restarts: true },
      hints: expect.arrayContaining([
        expect.stringContaining('do not run helm upgrade'),
      ]),
    });
  });

  it.each([
    [{}, 'owner: is user:default/mock, who may not take over'],
    [{ adopt: true, namespaces: ['other'] }, 'to none of your owners'],
  ])('is not done where the policy is %j', async (policy, reason) => {
    const { app, clusterAccess } = setup({ policy });
    for (const dryRun of [true, false]) {
      const { status, body } = await request(app)
        .post(ADOPT)
        .send({ ...BODY, dryRun });
      expect(status).toBe(403);
      expect(body.error.message).toContain(reason);
    }
    expect(clusterAccess.changes).toEqual([]);
  });

  it('does not take defaults of the API server for a change to come', async () => {
    const { app, clusterAccess } = setup();
    const live = helmObject('apps/v1', 'Deployment', 'llama-aikit');
    const [entry] = managedFieldsOf(live);
    entry.fieldsV1!['f:spec'] = {
      'f:replicas': {},
      'f:progressDeadlineSeconds': {},
    };
    live.spec = { replicas: 2, progressDeadlineSeconds: 600 };
    clusterAccess.put('deployments', live);
    const { body } = await request(app)
      .post(ADOPT)
      .send({ ...BODY, dryRun: true });
    const [{ before, after }] = body.next.objects;
    expect(before.spec).toEqual({ replicas: 2 });
    expect(after.spec).toMatchObject(before.spec);
  });

  it('hands the fields over, tries again, and only then applies', async () => {
    const { app, clusterAccess } = setup();
    await request(app).post(ADOPT).send(BODY);
    expect(
      clusterAccess.requests.filter(asked => !/^(get|list)/.test(asked)),
    ).toEqual([
      `apply ${DEPLOYMENT} (dry run) (force)`,
      `apply ${SERVICE} (dry run) (force)`,
      `patch ${DEPLOYMENT}`,
      `apply ${DEPLOYMENT} (dry run)`,
      `apply ${DEPLOYMENT}`,
      `patch ${SERVICE}`,
      `apply ${SERVICE} (dry run)`,
      `apply ${SERVICE}`,
    ]);
    const { metadata, spec } = clusterAccess.object(DEPLOYMENT)!;
    expect(spec).toEqual({ replicas: 2 });
    expect(metadata.labels).toEqual({
      'app.kubernetes.io/managed-by': 'backstage-aikit',
      'app.kubernetes.io/instance': 'llama-aikit',
      'backstage.io/kubernetes-id': 'chat',
    });
    expect(metadata.annotations).toEqual({
      'aikit-backstage/entity-ref': 'component:default/chat',
      'aikit-backstage/inference': '{"values":{"replicaCount":2}}',
      'aikit-backstage/owner': 'user:default/mock',
    });
  });

  it('leaves what is no part of the workload, unless Helm is to forget it', async () => {
    const { app, clusterAccess } = setup();
    await request(app).post(ADOPT).send(BODY);
    expect(clusterAccess.paths).toContain(HEADLESS);

    const { body } = await request(app)
      .post(ADOPT)
      .send({ ...BODY, forget: true });
    expect(body.left).toEqual([]);
    expect(clusterAccess.paths).toEqual([DEPLOYMENT, SERVICE]);
  });

  it('deletes nothing that has the name and not the marks of the release', async () => {
    const { app, clusterAccess } = setup();
    const mine = { 'app.kubernetes.io/managed-by': 'me' };
    clusterAccess.put(
      'services',
      helmObject('v1', 'Service', 'llama-aikit-headless', mine),
    );
    const { body } = await request(app)
      .post(ADOPT)
      .send({ ...BODY, forget: true });
    expect(body.left).toHaveLength(1);
    expect(clusterAccess.paths).toContain(HEADLESS);
  });

  it("does not touch another entity's workload", async () => {
    const { app, clusterAccess } = setup({ entities: [component('chat')] });
    const live = helmObject('apps/v1', 'Deployment', 'llama-aikit');
    live.metadata.annotations = {
      'aikit-backstage/entity-ref': 'component:default/secret',
    };
    clusterAccess.put('deployments', live);
    const { status, body } = await request(app).post(ADOPT).send(BODY);
    expect(status).toBe(409);
    expect(body.error.message).toContain('belongs to another entity');
    expect(clusterAccess.changes).toEqual([]);
  });

  it.each([
    [
      'the entity may not be changed',
      { denials: ['aikit.workload.update'] },
      {},
      403,
    ],
    [
      'the entity is hidden',
      { entities: [], hidden: [component('chat')] },
      {},
      403,
    ],
    [
      'nothing may be taken over',
      { denials: ['aikit.workload.adopt'] },
      {},
      403,
    ],
    [
      'it would be given to others',
      { denials: ['aikit.workload.assign'] },
      { owner: 'group:default/other' },
      403,
    ],
    ['the entity has no usable name', {}, { entityRef: 'chat' }, 400],
    ['a field is not known', {}, { force: true }, 400],
  ] as [string, Options, object, number][])(
    'is refused when %s',
    async (_, options, more, expected) => {
      const { app, clusterAccess } = setup(options);
      const { status } = await request(app)
        .post(ADOPT)
        .send({ ...BODY, ...more });
      expect(status).toBe(expected);
      expect(clusterAccess.changes).toEqual([]);
    },
  );

  it('is refused while Flux keeps the release', async () => {
    const { app, clusterAccess } = setup();
    const flux = { 'helm.toolkit.fluxcd.io/name': 'llama' };
    clusterAccess.put(
      'deployments',
      helmObject('apps/v1', 'Deployment', 'llama-aikit', flux),
    );
    const { status, body } = await request(app).post(ADOPT).send(BODY);
    expect(status).toBe(409);
    expect(body.error.message).toContain("Flux's HelmRelease llama");
  });

  it('is refused when the workload has gone', async () => {
    const { app, clusterAccess } = setup();
    await clusterAccess.delete('east', {
      resource: { group: 'apps', version: 'v1', plural: 'deployments' },
      namespace: 'team',
      name: 'llama-aikit',
    });
    const { status } = await request(app).post(ADOPT).send(BODY);
    expect(status).toBe(404);
  });

  it('stops when something would change the specification', async () => {
    const { app, clusterAccess } = setup();
    const apply = clusterAccess.apply.bind(clusterAccess);
    jest.spyOn(clusterAccess, 'apply').mockImplementation(async (...call) => ({
      ...(await apply(...call)),
      spec: { replicas: 7 },
    }));
    const { status, body } = await request(app).post(ADOPT).send(BODY);
    expect(status).toBe(409);
    expect(body.error.message).toContain('would change its specification');
    expect(clusterAccess.changes).toEqual([]);
  });

  it('is written down with who did it and what came of it', async () => {
    const { app, auditor, auditEvent } = setup();
    await request(app)
      .post(ADOPT)
      .send({ ...BODY, forget: true });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'release-adopt',
        severityLevel: 'medium',
        meta: expect.objectContaining({ release: 'llama', forget: true }),
      }),
    );
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: {
        objects: expect.arrayContaining([
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'llama-aikit',
            change: 'updated',
          },
          {
            apiVersion: 'v1',
            kind: 'Service',
            name: 'llama-aikit-headless',
            change: 'deleted',
          },
        ]),
      },
    });
  });
});
