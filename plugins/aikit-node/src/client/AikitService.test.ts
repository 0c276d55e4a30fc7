import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  serializeError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { createAikitService } from './AikitService';

const TARGET = { cluster: 'east/1', namespace: 'team', name: 'chat' };
const credentials = mockCredentials.user('user:default/ada');
const deployRequest = { values: {}, entityRef: 'component:default/chat' };

interface Asked {
  method?: string;
  url?: string;
  authorization?: string;
  body: string;
}

async function readBody(message: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of message) {
    body += chunk;
  }
  return body;
}

describe('AikitService', () => {
  let server: Server;
  let answer: { status: number; body: unknown };
  const asked: Asked[] = [];

  beforeAll(async () => {
    server = createServer(async (message, response) => {
      asked.push({
        method: message.method,
        url: message.url,
        authorization: message.headers.authorization,
        body: await readBody(message),
      });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });
  beforeEach(() => {
    asked.length = 0;
  });

  function service(port = (server.address() as AddressInfo).port) {
    return createAikitService({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      }),
    });
  }

  it('asks in the name of the user, for the plugin aikit', async () => {
    answer = {
      status: 200,
      body: {
        ...TARGET,
        kind: 'Deployment',
        dryRun: false,
        generation: 1,
        summary: 'Deployment chat',
        endpoint: 'http://chat.team:8080/v1',
        objects: [],
        issues: [],
      },
    };
    await expect(
      service().as(credentials).deploy(TARGET, deployRequest),
    ).resolves.toEqual(answer.body);
    expect(asked).toEqual([
      {
        method: 'PUT',
        url: '/api/aikit/clusters/east%2F1/namespaces/team/workloads/chat',
        authorization: `Bearer ${mockCredentials.service
          .header({ onBehalfOf: credentials, targetPluginId: 'aikit' })
          .replace('Bearer ', '')}`,
        body: JSON.stringify(deployRequest),
      },
    ]);
  });

  it('reads all workloads, and removals', async () => {
    const observed = {
      version: 'a',
      observedAt: '2026-01-01T00:00:00Z',
      clusters: [],
      items: [],
    };
    answer = { status: 200, body: observed };
    await expect(service().as(credentials).portalWorkloads()).resolves.toEqual(
      observed,
    );
    answer = { status: 200, body: { objects: [] } };
    await expect(service().as(credentials).remove(TARGET)).resolves.toEqual({
      objects: [],
    });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/aikit/workloads',
      'DELETE /api/aikit/clusters/east%2F1/namespaces/team/workloads/chat',
    ]);
  });

  it.each([
    [400, InputError],
    [403, NotAllowedError],
    [404, NotFoundError],
    [409, ConflictError],
    [503, ServiceUnavailableError],
  ])(
    'throws the error of a %d as the backend threw it',
    async (status, Type) => {
      const error = Object.assign(new Type('the reason'), {
        issues: [{ path: 'image' }],
      });
      answer = {
        status,
        body: {
          error: serializeError(error),
          response: { statusCode: status },
        },
      };
      const failure = await service()
        .as(credentials)
        .workload(TARGET)
        .catch(caught => caught);
      expect(failure).toBeInstanceOf(Type);
      expect(failure).toMatchObject({
        message: 'the reason',
        issues: [{ path: 'image' }],
      });
    },
  );

  it('leaves an error that is not of the backend as it came', async () => {
    answer = { status: 418, body: 'teapot' };
    await expect(
      service().as(credentials).portalWorkloads(),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 418,
    });
  });

  it('takes a gateway without a backend for a backend that is away', async () => {
    answer = { status: 502, body: 'bad gateway' };
    await expect(
      service().as(credentials).portalWorkloads(),
    ).rejects.toBeInstanceOf(ServiceUnavailableError);
  });

  it('says so when the backend cannot be reached', async () => {
    const closed = createServer();
    await new Promise<void>(resolve => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise(resolve => {
      closed.close(resolve);
    });
    await expect(
      service(port).as(credentials).portalWorkloads(),
    ).rejects.toBeInstanceOf(ServiceUnavailableError);
  });

  it('says so when the answer has another shape', async () => {
    answer = { status: 200, body: { items: 'none' } };
    await expect(service().as(credentials).portalWorkloads()).rejects.toThrow(
      /a shape that this version does not read/,
    );
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(
      service().as(credentials).portalWorkloads({ signal }),
    ).rejects.toThrow('cancelled');
  });

  it('asks for Helm releases, and to take one over', async () => {
    const where = { cluster: 'east/1', namespace: 'team' };
    const release = {
      name: 'llama',
      chart: { name: 'aikit', version: '0.19.0' },
      revision: 1,
      status: 'deployed',
    };
    answer = { status: 200, body: { items: [release] } };
    expect(await service().as(credentials).releases(where)).toEqual({
      items: [release],
    });

    const whole = {
      ...release,
      workload: 'llama-aikit',
      kind: 'Deployment',
      userValues: {},
      values: {},
    };
    const target = { ...where, release: 'llama' };
    answer = { status: 200, body: whole };
    expect(await service().as(credentials).release(target)).toEqual(whole);

    const adopted = {
      ...whole,
      dryRun: true,
      objects: [],
      left: [],
      next: { objects: [], restarts: false },
      hints: [],
    };
    answer = { status: 200, body: adopted };
    const request = { entityRef: 'component:default/chat', dryRun: true };
    expect(await service().as(credentials).adopt(target, request)).toEqual(
      adopted,
    );
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/aikit/clusters/east%2F1/namespaces/team/releases',
      'GET /api/aikit/clusters/east%2F1/namespaces/team/releases/llama',
      'POST /api/aikit/clusters/east%2F1/namespaces/team/releases/llama/adopt',
    ]);
    expect(JSON.parse(asked[2].body)).toEqual(request);
  });
});
