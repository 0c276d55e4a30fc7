import {
  aikitPermissions,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { clusterAccessServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Express, Router } from 'express';
import request from 'supertest';
import aikitPlugin from '..';
import { callers, OWNER, Rights, ROLE_NAMES } from '../__testUtils__/callers';
import {
  has,
  HIDDEN,
  ROWS,
  Target,
  TARGETS,
} from '../__testUtils__/matrixRows';
import { component, portal } from '../__testUtils__/portal';
import {
  installRelease,
  releaseRecord,
  releaseSecret,
} from '../__testUtils__/releases';
import { lookedAgain, observedWorkload } from '../__testUtils__/workloads';

// Hundreds of requests for each policy, on a machine that may be busy.
jest.setTimeout(60_000);

const ADDRESS = '10.9.8.7';
const FOREIGN_MARK = 'not-the-portals';
const SECRET = 'hush';

/** The routes that a router really has, as `METHOD path`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    route
      ? [
          ...new Set(
            (route.stack as { method: string }[]).map(
              ({ method }) => `${method.toUpperCase()} ${route.path}`,
            ),
          ),
        ]
      : [],
  );
}

/** Sends what a row asks, to a router or to a whole backend. */
function call(
  app: Express | TestBackend['server'],
  route: string,
  path: string,
  body: object | undefined,
) {
  const [method] = route.toLowerCase().split(' ');
  const prefix = 'port' in app ? '/api/aikit' : '';
  const sent = request(app)[method as 'get' | 'put' | 'post' | 'delete'](
    `${prefix}${path}`,
  );
  return body ? sent.send(body) : sent;
}

function ownedComponent(name: string, annotations: Record<string, string>) {
  const relations = [{ type: 'ownedBy', targetRef: OWNER }];
  return { ...component(name, annotations), relations };
}

const ENTITIES: Entity[] = [
  ownedComponent('open', { 'backstage.io/kubernetes-label-selector': '!x' }),
  ownedComponent('claimed', { 'backstage.io/kubernetes-id': 'claimed' }),
  ownedComponent('chat', { 'backstage.io/kubernetes-id': 'chat' }),
];

function objectOf(target: Target) {
  const annotations = {
    [WORKLOAD_ANNOTATIONS.entityRef]: `component:default/${target}`,
    [WORKLOAD_ANNOTATIONS.owner]:
      target === 'claimed' ? 'group:default/elsewhere' : OWNER,
  };
  const labels = {
    'app.kubernetes.io/managed-by': 'backstage-aikit',
    'app.kubernetes.io/instance': target,
  };
  return target === 'foreign'
    ? {
        metadata: { name: target, namespace: 'team' },
        spec: { marked: FOREIGN_MARK },
      }
    : {
        metadata: { name: target, namespace: 'team', labels, annotations },
        spec: {},
      };
}

async function world(rights: Rights) {
  const context = portal({
    callers: callers(rights, ENTITIES, HIDDEN),
    policy: { adopt: true },
  });
  const { clusterAccess, mirrors, east } = context;
  installRelease(clusterAccess);
  const config = { replicaCount: 2, apiToken: SECRET };
  clusterAccess.put('secrets', releaseSecret(releaseRecord({ config })));
  for (const target of ['open', 'claimed', 'chat', 'fresh'] as const) {
    const { annotations } = objectOf(target).metadata as {
      annotations: Record<string, string>;
    };
    east.set(observedWorkload(target, { annotations }));
  }
  const west = mirrors.get('west')!;
  west.state = 'unavailable';
  west.error = `connect ECONNREFUSED ${ADDRESS}:6443`;
  await lookedAgain();
  const settle = () => {
    for (const target of TARGETS) {
      if (target !== 'none') {
        clusterAccess.put('deployments', objectOf(target));
      }
    }
  };
  settle();
  return { ...context, settle };
}

const POLICIES: [string, Rights][] = [
  ['all allowed', { kind: 'allow' }],
  ['owners only', { kind: 'owners' }],
  ...aikitPermissions.map(({ name }): [string, Rights] => [
    `${name} denied`,
    { kind: 'denied', permission: name },
  ]),
];

let answers = 0;

describe('every route, for every role, under every permission policy', () => {
  let stop = () => {};
  afterEach(() => stop());
  afterAll(() => process.stdout.write(`matrix: ${answers} answers\n`));

  it('has a row here', async () => {
    const { router, stop: end } = await world({ kind: 'allow' });
    end();
    expect(routesOf(router).sort()).toEqual(Object.keys(ROWS).sort());
  });

  it('lets in nobody who is not signed in', async () => {
    const backend = await startTestBackend({
      features: [
        aikitPlugin,
        catalogServiceMock.factory({ entities: ENTITIES }),
        createServiceFactory({
          service: clusterAccessServiceRef,
          deps: {},
          factory: () => new FakeClusterAccess(),
        }),
      ],
    });
    for (const [route, { ask }] of Object.entries(ROWS)) {
      const { path, body } = ask('open');
      const { status } = await call(backend.server, route, path, body).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      answers += 1;
      expect([route, status]).toEqual([route, 401]);
    }
    await backend.stop();
  });

  it.each(POLICIES)('answers what it should with %s', async (_, rights) => {
    const { app, settle, stop: end } = await world(rights);
    stop = end;
    const wrong: string[] = [];
    for (const role of ROLE_NAMES) {
      const caller = { role, rights };
      for (const [route, { ask, expected, tellsNoExistence }] of Object.entries(
        ROWS,
      )) {
        const bodies = new Map<Target, string>();
        for (const target of TARGETS) {
          const { path, body } = ask(target);
          const [method] = route.split(' ');
          const { status, text } = await call(app, route, path, body).set(
            'x-role',
            role,
          );
          answers += 1;
          if (method === 'DELETE') {
            settle();
          }
          bodies.set(target, `${status} ${text.replaceAll(target, '<name>')}`);
          const complain = (what: string) =>
            wrong.push(`${role}: ${method} ${path}: ${what}`);
          if (status !== expected(caller, target)) {
            complain(`${status}, not ${expected(caller, target)}: ${text}`);
          }
          if (text.includes(FOREIGN_MARK) || text.includes(SECRET)) {
            complain(`tells what is nobody's business: ${text}`);
          }
          if (text.includes(ADDRESS) && !has(caller, 'cluster.read')) {
            complain(`tells the address of a cluster: ${text}`);
          }
          const namesChat = target !== 'chat' && text.includes('default/chat');
          if (role === 'stranger' && namesChat) {
            complain(`tells of an entity that is hidden: ${text}`);
          }
        }
        const isHiddenToldApart =
          tellsNoExistence &&
          role === 'stranger' &&
          bodies.get('chat') !== bodies.get('none');
        if (isHiddenToldApart) {
          wrong.push(
            `${role}: ${route} tells hidden from absent: ${bodies.get(
              'chat',
            )} / ${bodies.get('none')}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
