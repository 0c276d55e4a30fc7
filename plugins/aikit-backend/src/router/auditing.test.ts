import request from 'supertest';
import { standard } from '../__testUtils__/deploying';
import { portal } from '../__testUtils__/portal';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const ENTITY_REF = 'component:default/chat';

describe('the audit log of submissions', () => {
  let stop = () => {};
  const setup = (options?: Parameters<typeof portal>[0]) => {
    const context = portal(options);
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  it('writes down who submitted what, and what came of it', async () => {
    const { app, auditor, auditEvent } = setup();
    expect((await request(app).put(URL).send(standard())).status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'workload-deploy',
      severityLevel: 'medium',
      request: expect.objectContaining({ method: 'PUT' }),
      meta: {
        cluster: 'east',
        namespace: 'team',
        name: 'chat',
        entityRef: ENTITY_REF,
        dryRun: false,
        force: false,
        valuesHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: {
        owner: 'user:default/mock',
        images: ['ghcr.io/kaito-project/aikit/llama3.1:8b'],
        objects: expect.arrayContaining([
          expect.objectContaining({ kind: 'Deployment', change: 'created' }),
        ]),
      },
    });
    expect(auditEvent.fail).not.toHaveBeenCalled();
  });

  it('writes down what a dry run would change, and not the objects', async () => {
    const { app, auditor, auditEvent } = setup();
    const response = await request(app)
      .put(URL)
      .send({ ...standard(), dryRun: true });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ severityLevel: 'low' }),
    );
    expect(response.body.objects[0].after).toMatchObject({
      kind: 'Deployment',
    });
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({
        objects: response.body.objects.map(
          ({ before, after, ...change }: Record<string, unknown>) => change,
        ),
      }),
    });
  });

  it('writes down what it has refused', async () => {
    const { app, auditEvent } = setup({ denials: ['aikit.workload.create'] });
    expect((await request(app).put(URL).send(standard())).status).toBe(403);
    expect(auditEvent.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
      meta: {},
    });
    expect(auditEvent.success).not.toHaveBeenCalled();
  });

  it('writes down a body that is no request, and quotes nothing of it', async () => {
    const { app, auditor, auditEvent } = setup();
    const response = await request(app)
      .put(URL)
      .send({ values: { token: 'hunter2' } });
    expect(response.status).toBe(400);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'workload-deploy',
        severityLevel: 'medium',
        meta: { cluster: 'east', namespace: 'team', name: 'chat' },
      }),
    );
    expect(auditEvent.fail).toHaveBeenCalledTimes(1);
    const [[{ error }]] = auditEvent.fail.mock.calls as unknown as [
      [{ error: Error }],
    ];
    expect(response.text + error.message).not.toContain('hunter2');
  });
});
