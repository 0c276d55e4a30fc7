import request from 'supertest';
import { standard } from '../__testUtils__/deploying';
import { asService, component, portal } from '../__testUtils__/portal';
import { lookedAgain } from '../__testUtils__/workloads';

const URL = '/clusters/east/namespaces/team/workloads/chat';
const RELEASES = '/clusters/east/namespaces/team/releases';

describe('what one caller may ask for', () => {
  let stop = () => {};
  const setup = () => {
    const context = portal({
      entities: [component('chat')],
      costlyPerMinute: 60,
    });
    stop = context.stop;
    return context;
  };
  afterEach(() => stop());

  it('is a number of costly requests a minute, then 429 until the minute is over', async () => {
    const { app, clusterAccess } = setup();
    for (let asked = 0; asked < 60; asked += 1) {
      expect((await request(app).get(RELEASES)).status).toBe(200);
    }
    const asked = clusterAccess.requests.length;
    const { status, headers, body } = await request(app)
      .put(URL)
      .send(standard());
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(body.error).toMatchObject({ name: 'TooManyRequestsError' });
    expect(clusterAccess.requests).toHaveLength(asked);

    const other = await request(app).get(RELEASES).set(asService);
    expect(other.status).not.toBe(429);
    expect((await request(app).get('/clusters')).status).toBe(200);
  });

  it('is answered a few at a time, and no more wait than that', async () => {
    const { app, clusterAccess } = setup();
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const list = jest.spyOn(clusterAccess, 'list');
    list.mockImplementation(async function* listed() {
      await held;
      yield* [];
    });
    const statuses: number[] = [];
    const asking = Array.from({ length: 40 }, () =>
      request(app)
        .get(RELEASES)
        .then(({ status }) => statuses.push(status)),
    );
    while (statuses.length < 4) {
      await lookedAgain();
    }
    expect(statuses).toEqual([429, 429, 429, 429]);
    expect(list).toHaveBeenCalledTimes(6);
    release();
    await Promise.all(asking);
    expect(statuses.filter(status => status === 200)).toHaveLength(36);
  });
});

describe('a body that is no JSON', () => {
  it('is refused and written down, without a word of it', async () => {
    const { app, stop, auditor, auditEvent } = portal();
    const text = '{"values":{"env":[{"name":"A","value":"hush"x}]}}';
    const response = await request(app)
      .put(URL)
      .set('Content-Type', 'application/json')
      .send(text);
    stop();
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'The body of the request is no JSON',
    );
    expect(response.text).not.toContain('hush');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'request-unreadable' }),
    );
    expect(String(auditEvent.fail.mock.calls)).not.toContain('hush');
  });
});
