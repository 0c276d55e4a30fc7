import {
  aikitPermissions,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';
import { Router } from 'express';
import request from 'supertest';
import {
  callers,
  isAllowed,
  isOwnedBy,
  OWNER,
  Rights,
  Role,
  ROLE_NAMES,
  userOfRole,
} from '../__testUtils__/callers';
import { component, portal } from '../__testUtils__/portal';
import {
  installRelease,
  releaseRecord,
  releaseSecret,
} from '../__testUtils__/releases';
import { lookedAgain, observedWorkload } from '../__testUtils__/workloads';

/**
 * What a name stands for:
 * - `open`: its entity is readable by all, and selects all workloads.
 * - `chat`: its entity is hidden from the stranger.
 * - `fresh`: its entity is not in the catalog yet.
 * - `foreign`: the portal did not make it.
 * - `none`: there is nothing of that name.
 */
const TARGETS = ['open', 'chat', 'fresh', 'foreign', 'none'] as const;
type Target = (typeof TARGETS)[number];

const HIDDEN: Target[] = ['chat'];
const ADDRESS = '10.9.8.7';
const FOREIGN_MARK = 'not-the-portals';
const SECRET = 'hush';

// Hundreds of requests for each policy, on a machine that may be busy.
jest.setTimeout(60_000);

/** One caller under one permission policy. */
interface Caller {
  role: Role;
  rights: Rights;
}

const has = ({ role, rights }: Caller, permission: string, owner?: string) =>
  isAllowed(role, rights, `aikit.${permission}`, owner);

const isInCatalog = (target: Target) => target === 'open' || target === 'chat';

const canRead = ({ role }: Caller, target: Target) =>
  isInCatalog(target) && !(role === 'stranger' && HIDDEN.includes(target));

/** Whether no entity could change that it is denied. */
const isDenied = (caller: Caller, permission: string) =>
  !has(caller, permission, OWNER) &&
  !(
    caller.rights.kind === 'owners' &&
    caller.role === 'stranger' &&
    permission !== 'workload.approve'
  );

/** Status of something that is done with a workload that has been found. */
function ofFound(caller: Caller, target: Target, permission: string): number {
  if (isDenied(caller, permission)) {
    return 403;
  }
  if (canRead(caller, target)) {
    if (has(caller, permission, OWNER)) {
      return 200;
    }
    return has(caller, 'workload.read', OWNER) ? 403 : 404;
  }
  const isTheirs =
    target === 'fresh' &&
    isOwnedBy(caller.role, OWNER) &&
    has(caller, 'workload.create', OWNER);
  return isTheirs ? 200 : 404;
}

/** Status of an attempt to make, change or take over a workload. */
function ofAdmission(
  caller: Caller,
  target: Target,
  permission: 'workload.create' | 'workload.adopt',
): number {
  const isHidden = isInCatalog(target) && !canRead(caller, target);
  const owner = canRead(caller, target) ? OWNER : userOfRole(caller.role);
  const isGranted = has(caller, permission, owner);
  if (isHidden) {
    return 403;
  }
  if (canRead(caller, target)) {
    const isThere = permission === 'workload.create';
    return has(caller, 'workload.update', OWNER) && (isGranted || isThere)
      ? 200
      : 403;
  }
  return isGranted ? 200 : 403;
}

interface Row {
  /** The path of the route for a target, and what is sent. */
  ask(target: Target): { path: string; body?: object };
  expected(caller: Caller, target: Target): number;
  /** Whether one who may see a name, and nothing of it, is told the same. */
  tellsNoExistence?: boolean;
}

const at = (target: Target) =>
  `/clusters/east/namespaces/team/workloads/${target}`;
const RELEASES = '/clusters/east/namespaces/team/releases';
const WORKLOAD = '/clusters/:cluster/namespaces/:namespace/workloads/:name';
const RELEASE = '/clusters/:cluster/namespaces/:namespace/releases';

const ROWS: Record<string, Row> = {
  'GET /entities/:kind/:namespace/:name/workloads': {
    ask: target => ({
      path: `/entities/component/default/${target}/workloads`,
    }),
    expected: (caller, target) => {
      if (!canRead(caller, target)) {
        return 404;
      }
      return has(caller, 'workload.read', OWNER) ? 200 : 403;
    },
    tellsNoExistence: true,
  },
  'GET /clusters': {
    ask: () => ({ path: '/clusters' }),
    expected: caller => (has(caller, 'cluster.read') ? 200 : 403),
  },
  'GET /workloads': {
    ask: () => ({ path: '/workloads' }),
    expected: ({ role }) =>
      role === 'service' || role === 'restricted' ? 200 : 403,
  },
  'GET /policy': {
    ask: () => ({ path: `/policy?owner=${OWNER}` }),
    expected: caller =>
      has(caller, 'cluster.read') &&
      (isOwnedBy(caller.role, OWNER) || has(caller, 'workload.assign'))
        ? 200
        : 403,
  },
  [`GET ${WORKLOAD}`]: {
    ask: target => ({ path: at(target) }),
    expected: (caller, target) => ofFound(caller, target, 'workload.read'),
    tellsNoExistence: true,
  },
  [`GET ${WORKLOAD}/inference`]: {
    ask: target => ({ path: `${at(target)}/inference` }),
    expected: (caller, target) => ofFound(caller, target, 'workload.update'),
    tellsNoExistence: true,
  },
  [`PUT ${WORKLOAD}`]: {
    ask: target => ({
      path: at(target),
      body: {
        values: {},
        entityRef: `component:default/${target}`,
        dryRun: true,
      },
    }),
    expected: (caller, target) => {
      const admitted = ofAdmission(caller, target, 'workload.create');
      if (admitted !== 200) {
        return admitted;
      }
      if (target === 'foreign') {
        return 409;
      }
      return target === 'fresh' && !isOwnedBy(caller.role, OWNER) ? 403 : 200;
    },
  },
  [`POST ${WORKLOAD}/approval`]: {
    ask: target => ({ path: `${at(target)}/approval`, body: {} }),
    expected: (caller, target) => {
      if (isDenied(caller, 'workload.approve')) {
        return 403;
      }
      if (target === 'none' || target === 'foreign') {
        return 404;
      }
      // Nothing here waits for an approval.
      return canRead(caller, target) || target === 'fresh' ? 409 : 404;
    },
    tellsNoExistence: true,
  },
  [`DELETE ${WORKLOAD}`]: {
    ask: target => ({ path: at(target) }),
    expected: (caller, target) => ofFound(caller, target, 'workload.delete'),
    tellsNoExistence: true,
  },
  [`GET ${RELEASE}`]: {
    ask: () => ({ path: RELEASES }),
    expected: caller => (has(caller, 'release.read') ? 200 : 403),
  },
  [`GET ${RELEASE}/:release`]: {
    ask: () => ({ path: `${RELEASES}/llama` }),
    expected: caller => (has(caller, 'release.read') ? 200 : 403),
  },
  [`POST ${RELEASE}/:release/adopt`]: {
    ask: target => ({
      path: `${RELEASES}/llama/adopt`,
      body: { entityRef: `component:default/${target}`, dryRun: true },
    }),
    expected: (caller, target) =>
      has(caller, 'release.read')
        ? ofAdmission(caller, target, 'workload.adopt')
        : 403,
  },
};

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

function ownedComponent(name: string, annotations: Record<string, string>) {
  const relations = [{ type: 'ownedBy', targetRef: OWNER }];
  return { ...component(name, annotations), relations };
}

const ENTITIES: Entity[] = [
  ownedComponent('open', { 'backstage.io/kubernetes-label-selector': '!x' }),
  ownedComponent('chat', { 'backstage.io/kubernetes-id': 'chat' }),
];

function objectOf(target: Target) {
  const annotations = {
    [WORKLOAD_ANNOTATIONS.entityRef]: `component:default/${target}`,
    [WORKLOAD_ANNOTATIONS.owner]: OWNER,
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
  for (const target of ['open', 'chat', 'fresh'] as const) {
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
          const call = request(app)
            [method.toLowerCase() as 'get' | 'put' | 'post' | 'delete'](path)
            .set('x-role', role);
          const { status, text } = await (body ? call.send(body) : call);
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
