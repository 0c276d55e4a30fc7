import {
  ClusterError,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { inMemoryDatabase } from '../__testUtils__/submissions';
import { Submissions } from '../submissions/Submissions';
import { WorkloadDeployer } from './WorkloadDeployer';

/** Every kind of object that a workload may have, but the other workload's. */
const EVERYTHING = {
  serviceAccount: { create: true },
  rbac: {
    create: true,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  networkPolicy: { enabled: true },
  autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 3 },
  podDisruptionBudget: { enabled: true },
  ingress: { enabled: true, hosts: [{ host: 'chat.example.com' }] },
  httpRoute: { enabled: true, parentRefs: [{ name: 'public' }] },
};

/** The same workload, changed in each of its objects, or with less of them. */
const CHANGED = {
  ...EVERYTHING,
  rbac: {
    create: true,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
  },
  autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 4 },
  podLabels: { team: 'search' },
  ingress: { enabled: true, hosts: [{ host: 'other.example.com' }] },
  httpRoute: { enabled: true, parentRefs: [{ name: 'private' }] },
};

const { autoscaling, ingress, rbac, ...LESS } = EVERYTHING;

type Deed = (deployer: Deployer) => Promise<unknown>;
type Deployer = ReturnType<typeof portal>;

/** What is done, and how what it starts from is made. */
const DEEDS: Record<string, { before?: Deed; deed: Deed }> = {
  'a submission of a Deployment': { deed: p => p.deploy(standard(EVERYTHING)) },
  'a submission of a LeaderWorkerSet': {
    deed: p => p.deploy(distributed(EVERYTHING)),
  },
  'a change': {
    before: p => p.deploy(standard(EVERYTHING)),
    deed: p => p.deploy(standard(CHANGED)),
  },
  'a change to less': {
    before: p => p.deploy(standard(EVERYTHING)),
    deed: p => p.deploy(standard({ ...LESS, replicaCount: 2 })),
  },
  'a switch to a LeaderWorkerSet': {
    before: p => p.deploy(standard(EVERYTHING)),
    deed: p => p.deploy(distributed(LESS)),
  },
  'a switch to a Deployment': {
    before: p => p.deploy(distributed(EVERYTHING)),
    deed: p => p.deploy(standard(CHANGED)),
  },
  'a removal': {
    before: p => p.deploy(standard(EVERYTHING)),
    deed: p => p.remove(),
  },
};

/** Calls of the cluster; those that are no dry runs and no reads change it. */
const CALLS = ['get', 'apply', 'delete', 'scale'] as const;

/** When a process dies: before its nth call of the cluster, or after it. */
interface Death {
  call: number;
  when: 'before' | 'after';
}

type Call = () => Promise<unknown>;

/** Has all calls of a cluster go through a function. */
function intercept(
  from: FakeClusterAccess,
  to: FakeClusterAccess,
  through: (call: Call) => Promise<unknown>,
): void {
  for (const name of CALLS) {
    const call = from[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(to, {
      [name]: (...args: unknown[]) => through(() => call.apply(from, args)),
    });
  }
}

/** The backend of a portal: one process, on a cluster and a database. */
function portal(cluster: FakeClusterAccess, knex: Knex, death?: Death) {
  let calls = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Error('killed');
  };
  const clusterAccess = Object.create(cluster) as FakeClusterAccess;
  intercept(cluster, clusterAccess, async call => {
    calls += 1;
    const isLast = calls === death?.call;
    if (isDead || (isLast && death?.when === 'before')) {
      die();
    }
    const answer = await call().catch(error => {
      throw isLast ? die() : error;
    });
    return isLast ? die() : answer;
  });
  const deployer = new WorkloadDeployer({
    clusterAccess,
    mirrors: new FakeMirrors('east'),
  });
  const submissions = new Submissions({
    logger: mockServices.logger.mock(),
    database: {
      // What is dead does not write to the database either.
      getClient: async () =>
        new Proxy(knex, {
          apply: (target, self, args) =>
            isDead ? die() : Reflect.apply(target, self, args),
        }),
    },
  });
  const record = {
    entityRef: 'component:default/chat',
    owner: 'group:default/search',
  };
  return {
    submissions,
    calls: () => calls,
    deploy: (request: ReturnType<typeof standard>) =>
      submissions.exclusively(TARGET, hold =>
        deployer.deploy(TARGET, request, {
          watcher: hold.watcher({ action: 'submission', ...record }),
        }),
      ),
    remove: () =>
      submissions.exclusively(TARGET, hold =>
        deployer.remove(TARGET, {
          watcher: hold.watcher({ action: 'removal', ...record }),
          mayBeGone: true,
        }),
      ),
  };
}

/** All objects without what tells one making of them from another. */
function contents(cluster: FakeClusterAccess): Record<string, unknown> {
  return Object.fromEntries(
    cluster.paths.map(path => {
      const { metadata, ...object } = cluster.object(path) as KubernetesObject;
      const { labels, annotations } = metadata;
      return [path, { ...object, metadata: { labels, annotations } }];
    }),
  );
}

describe.each(Object.entries(DEEDS))('%s', (_, { before, deed }) => {
  const databases: Knex[] = [];
  afterEach(() => Promise.all(databases.splice(0).map(knex => knex.destroy())));

  /** A cluster and a database in the state to start from. */
  async function start(knex = inMemoryDatabase()) {
    databases.push(knex);
    const cluster = new FakeClusterAccess();
    await before?.(portal(cluster, knex));
    return { cluster, knex };
  }

  /** How many calls it takes, and what becomes of it. */
  async function wholeRun() {
    const { cluster, knex } = await start();
    const first = contents(cluster);
    const whole = portal(cluster, knex);
    cluster.requests.length = 0;
    await deed(whole);
    return {
      calls: whole.calls(),
      requests: [...cluster.requests],
      first,
      last: contents(cluster),
    };
  }

  it('killed before or after any call is seen, and completed by doing it again', async () => {
    const { calls, first, last } = await wholeRun();
    const knex = inMemoryDatabase();
    let incomplete = 0;
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const { cluster } = await start(knex);
        // What it answers reaches nobody.
        await deed(portal(cluster, knex, { call, when })).catch(() => {});
        // It has not been heard of since.
        await knex('submissions').update({ heartbeat: '2026-01-01' });
        const next = portal(cluster, knex);
        const listed = await next.submissions.incomplete();
        const isSeen = listed.some(
          ({ name, entityRef }) =>
            name === 'chat' && entityRef === 'component:default/chat',
        );
        // Whatever nobody sees has changed nothing.
        expect(isSeen ? first : contents(cluster)).toEqual(first);
        incomplete += listed.length;
        await deed(next);
        expect(contents(cluster)).toEqual(last);
        expect(await knex('submissions')).toEqual([]);
      }
    }
    expect(incomplete).toBeGreaterThan(0);
    process.stdout.write(
      `killed at ${
        calls * 2
      } points, incomplete after ${incomplete} of them, completed after all\n`,
    );
  }, 120_000);

  it('is taken back whole when any single call fails', async () => {
    const { requests, first } = await wholeRun();
    const knex = inMemoryDatabase();
    for (const [kind, place] of requests.flatMap((__, index) => [
      ['unreachable', index] as const,
      ['forbidden', index] as const,
    ])) {
      const { cluster } = await start(knex);
      failOnly(cluster, place, kind);
      const error = await deed(portal(cluster, knex)).then(
        () => undefined,
        caught => caught,
      );
      // What the account may not read where it is not needed is passed over.
      const isPassedOver = !error && requests[place].startsWith('get ');
      expect({
        [requests[place]]: isPassedOver ? first : contents(cluster),
      }).toEqual({ [requests[place]]: first });
      expect(await knex('submissions')).toEqual([]);
    }
  }, 120_000);
});

/** Fails one call, and neither those before nor those after it. */
function failOnly(
  cluster: FakeClusterAccess,
  place: number,
  kind: 'unreachable' | 'forbidden',
): void {
  let calls = 0;
  intercept(cluster, cluster, async call => {
    calls += 1;
    if (calls === place + 1) {
      throw new ClusterError(kind, { request: 'ask' }, 'no');
    }
    return call();
  });
}
