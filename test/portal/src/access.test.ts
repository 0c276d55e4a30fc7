import { WorkloadsResponse } from '@aikit-backstage/plugin-aikit-common';
import { aikitPermissionPolicy } from '@aikit-backstage/plugin-aikit-node';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { createBackendModule } from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { poll } from '@aikit-backstage/test-cluster';
import { startSimulator, Target } from '@aikit-backstage/test-target';
import { PortalBackend, startPortalBackend } from './portalBackend';

const readyPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ready',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(
          aikitPermissionPolicy({
            handle: async () => ({ result: AuthorizeResult.ALLOW }),
          }),
        );
      },
    });
  },
});

/** Tokens as a portal's app-config has them for other systems. */
const TOKENS = {
  whole: 'a-token-without-restrictions',
  reader: 'a-token-that-reads-workloads',
  other: 'a-token-for-the-catalog-only',
};

const EXTERNAL_ACCESS = [
  { type: 'static', options: { token: TOKENS.whole, subject: 'whole' } },
  {
    type: 'static',
    options: { token: TOKENS.reader, subject: 'reader' },
    accessRestrictions: [
      { plugin: 'aikit', permission: 'aikit.workload.read' },
    ],
  },
  {
    type: 'static',
    options: { token: TOKENS.other, subject: 'other' },
    accessRestrictions: [{ plugin: 'catalog' }],
  },
];

/** What a portal has of authentication and permissions, and no mock of it. */
const REAL = [
  authServiceFactory,
  httpAuthServiceFactory,
  permissionsServiceFactory,
];

/** The token of a user who signs in as the guest. */
async function signIn({ url }: PortalBackend): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(JSON.stringify(body));
  }
  return body.backstageIdentity.token;
}

jest.setTimeout(60_000);

describe('who may do what', () => {
  let target: Target;
  let portal: PortalBackend | undefined;

  beforeAll(async () => {
    target = await startSimulator();
    await target.addNodes([{ name: 'node' }]);
  });
  afterEach(() => portal?.stop());
  afterAll(() => target?.stop());

  const isLive = (headers?: Record<string, string>) =>
    poll(
      async () => {
        const { body } = await portal!.request<{ items?: { state: string }[] }>(
          'GET',
          '/clusters',
          { headers },
        );
        return body.items?.[0]?.state === 'live' || undefined;
      },
      { what: 'the mirror to be live', timeoutMs: 30_000 },
    );

  it('by the ready permission policy: the suite works, and the proxy is closed to users', async () => {
    portal = await startPortalBackend(target.appConfig, [], {
      features: [
        ...REAL,
        authPlugin,
        guestModule,
        permissionPlugin,
        readyPolicy,
      ],
      config: {
        app: { baseUrl: 'http://localhost:3000' },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
        backend: { auth: { externalAccess: EXTERNAL_ACCESS } },
        permission: { enabled: true },
      },
    });
    const headers = { authorization: `Bearer ${await signIn(portal)}` };
    await isLive(headers);
    const path = '/clusters/us-east/namespaces/default/workloads/chat';
    const { status, body } = await portal.request('PUT', path, {
      headers,
      body: { entityRef: 'component:default/chat', values: {} },
    });
    expect([status, body]).toMatchObject([200, { name: 'chat' }]);

    const proxied = (authorization: string) =>
      fetch(
        `${
          portal!.url
        }/api/kubernetes/proxy/apis/apps/v1/namespaces/default/deployments/chat`,
        {
          method: 'DELETE',
          headers: {
            authorization,
            'backstage-kubernetes-cluster': 'us-east',
          },
        },
      );
    const asUser = await proxied(headers.authorization);
    expect(asUser.status).toBe(403);
    const { status: seen } = await poll(
      async () => {
        const answer = await portal!.request('GET', path, { headers });
        return answer.status === 200 ? answer : undefined;
      },
      { what: 'the workload to be seen', timeoutMs: 20_000 },
    );
    expect(seen).toBe(200);
    const asService = await proxied(`Bearer ${TOKENS.whole}`);
    expect(asService.status).toBe(200);
  });

  it('by the restrictions of a token, on routes for services, too', async () => {
    portal = await startPortalBackend(target.appConfig, [], {
      features: REAL,
      config: { backend: { auth: { externalAccess: EXTERNAL_ACCESS } } },
    });
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    await isLive(as(TOKENS.whole));
    const statusOf = async (
      method: 'GET' | 'PUT' | 'DELETE',
      path: string,
      token: string,
    ) => {
      const answer = await portal!.request<WorkloadsResponse>(method, path, {
        headers: as(token),
        ...(method === 'PUT' && {
          body: { values: {}, entityRef: 'component:default/x', dryRun: true },
        }),
      });
      return answer.status;
    };
    const workload = '/clusters/us-east/namespaces/default/workloads/x';
    for (const [method, path, whole, reader] of [
      ['GET', '/workloads', 200, 200],
      ['GET', '/clusters', 200, 403],
      ['GET', workload, 404, 404],
      ['PUT', workload, 200, 403],
      ['DELETE', workload, 404, 403],
    ] as const) {
      expect([path, await statusOf(method, path, TOKENS.whole)]).toEqual([
        path,
        whole,
      ]);
      expect([path, await statusOf(method, path, TOKENS.reader)]).toEqual([
        path,
        reader,
      ]);
      expect([path, await statusOf(method, path, TOKENS.other)]).toEqual([
        path,
        403,
      ]);
      expect([path, await statusOf(method, path, 'no-token')]).toEqual([
        path,
        401,
      ]);
    }
  });
});
