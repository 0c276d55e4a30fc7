import request from 'supertest';
import { component, portal } from '../__testUtils__/portal';

const URL = '/clusters/east/namespaces/team/workloads/chat';

const PRESET = { name: 'aikit', inputs: { model: 'phi4:14b', groups: 3 } };

describe('presets in requests', () => {
  let stop = () => {};
  const setup = () => {
    const context = portal({ entities: [component('chat')] });
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  it('have issues at their own paths', async () => {
    const { app } = setup();
    const { status, body } = await request(app)
      .put(URL)
      .send({
        preset: { name: 'aikit', inputs: { groups: -1 } },
        entityRef: 'component:default/chat',
      });
    expect(status).toBe(400);
    expect(body.error.issues).toEqual([
      expect.objectContaining({
        path: 'preset.inputs.groups',
        given: -1,
        suggestion: 0,
      }),
    ]);
  });

  it('are submitted without values', async () => {
    const { app } = setup();
    const { status, body } = await request(app)
      .put(URL)
      .send({ preset: PRESET, entityRef: 'component:default/chat' });
    expect(status).toBe(200);
    expect(body.summary).toBe('Deployment chat: 3 pods, 3 nvidia.com/gpu');
  });

  it('refuse a submission with what is wrong', async () => {
    const { app } = setup();
    const { status, body } = await request(app)
      .put(URL)
      .send({
        preset: { name: 'vlm' },
        entityRef: 'component:default/chat',
      });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      'preset.name: is no preset: did you mean vllm?',
    );
    expect(body.error.issues).toMatchObject([{ rule: 'preset-name' }]);
  });

  it.each([{ preset: { name: 1 } }, { preset: 'vllm' }, {}])(
    'or values must be given, and not %j',
    async what => {
      const { app } = setup();
      const { status } = await request(app)
        .put(URL)
        .send({ ...what, entityRef: 'component:default/chat' });
      expect(status).toBe(400);
    },
  );
});
