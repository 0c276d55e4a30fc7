import { ForwardedError } from '@backstage/errors';
import { response, workload } from '../testUtils';
import { AikitClient } from './AikitClient';
import { DeployResponse } from './contract';

function clientAnswering(answer: () => Response) {
  const fetch = jest.fn(async (_url: unknown, _init?: RequestInit) => answer());
  const client = new AikitClient({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

function json(body: unknown, init?: ResponseInit) {
  return new Response(JSON.stringify(body), init);
}

describe('AikitClient', () => {
  it('asks for the workloads of an entity and reads its answer and ETag', async () => {
    const body = response([workload()]);
    const { client, fetch } = clientAnswering(() =>
      json(body, { headers: { etag: '"7"' } }),
    );

    await expect(
      client.workloads('component:default/search-llm'),
    ).resolves.toEqual({ modified: true, body, etag: '"7"' });
    expect(fetch).toHaveBeenCalledWith(
      'http://localhost/api/aikit/entities/component/default/search-llm/workloads',
      { method: 'GET', headers: {}, signal: undefined },
    );
  });

  it('names the version it has and takes "not modified" for an answer', async () => {
    const { client, fetch } = clientAnswering(
      () => new Response(null, { status: 304 }),
    );

    await expect(
      client.workloads('component:default/chat', { etag: '"7"' }),
    ).resolves.toEqual({ modified: false });
    expect(fetch.mock.calls[0][1]?.headers).toEqual({ 'If-None-Match': '"7"' });
  });

  it('asks for a preview as a dry run', async () => {
    const body: DeployResponse = {
      cluster: 'us east',
      namespace: 'team',
      name: 'chat',
      kind: 'Deployment',
      dryRun: true,
      generation: 1,
      summary: 'Deployment chat: 1 pod',
      endpoint: 'http://chat.team:8080/v1',
      objects: [],
      issues: [],
      fit: { fits: true, message: 'It needs no accelerators.' },
    };
    const { client, fetch } = clientAnswering(() => json(body));
    const { signal } = new AbortController();

    await expect(
      client.preview(
        { cluster: 'us east', namespace: 'team', name: 'chat' },
        { values: {}, entityRef: 'component:default/chat' },
        { signal },
      ),
    ).resolves.toEqual(body);
    const [url, init] = fetch.mock.calls[0];
    expect(url).toBe(
      'http://localhost/api/aikit/clusters/us%20east/namespaces/team/workloads/chat',
    );
    expect(init).toMatchObject({ method: 'PUT', signal });
    expect(JSON.parse(String(init?.body))).toEqual({
      values: {},
      entityRef: 'component:default/chat',
      dryRun: true,
    });
  });

  it('passes the abort signal on', async () => {
    const { client, fetch } = clientAnswering(() => json({ items: [] }));
    const { signal } = new AbortController();

    await client.clusters({ signal });
    expect(fetch.mock.calls[0][1]?.signal).toBe(signal);
  });

  it('rejects with the error of the backend', async () => {
    const { client } = clientAnswering(() =>
      json(
        {
          error: { name: 'NotAllowedError', message: 'Not for you' },
          response: { statusCode: 403 },
        },
        {
          status: 403,
          statusText: 'Forbidden',
          headers: { 'content-type': 'application/json' },
        },
      ),
    );

    await expect(
      client.workloads('component:default/chat'),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'Not for you' },
    });
  });

  it('says what does not fit in an answer of another shape', async () => {
    const { client } = clientAnswering(() => json({ items: 'none' }));

    const attempt = client.clusters();
    await expect(attempt).rejects.toThrow(ForwardedError);
    await expect(attempt).rejects.toThrow(/items/);
  });
});
