import { ClusterError } from '@aikit-backstage/plugin-aikit-node';
import {
  distributed,
  foreignObject,
  standard,
  TARGET,
} from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { WorkloadDeployer } from './WorkloadDeployer';
import { entityCarriers } from './WorkloadObjects';

const ENTITY = 'component:default/chat';

const EVERYTHING = {
  serviceAccount: { create: true },
  rbac: {
    create: true,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  networkPolicy: { enabled: true },
  podDisruptionBudget: { enabled: true },
  ingress: { enabled: true, hosts: [{ host: 'chat.example.com' }] },
  httpRoute: { enabled: true, parentRefs: [{ name: 'public' }] },
};

const IN_ORDER = [
  'serviceaccounts team/chat',
  'roles team/chat',
  'rolebindings team/chat',
  'networkpolicies team/chat',
  'leaderworkersets team/chat',
  'services team/chat',
  'poddisruptionbudgets team/chat',
  'ingresses team/chat',
  'httproutes team/chat',
];

function setup() {
  const access = new FakeClusterAccess();
  const deployer = new WorkloadDeployer({
    clusterAccess: access,
    mirrors: new FakeMirrors('east'),
  });
  return { access, deployer };
}

function clusterError(kind: 'forbidden' | 'unreachable', reason: string) {
  return new ClusterError(kind, { cluster: 'east', request: 'ask' }, reason);
}

describe('the accessories of a workload', () => {
  it('come in order: what pods need before the workload, what points at it after', async () => {
    const { access, deployer } = setup();
    const { objects } = await deployer.deploy(TARGET, distributed(EVERYTHING));
    expect(access.changes).toEqual(IN_ORDER.map(path => `apply ${path}`));
    expect(objects.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'NetworkPolicy',
      'LeaderWorkerSet',
      'Service',
      'PodDisruptionBudget',
      'Ingress',
      'HTTPRoute',
    ]);
  });

  it('go in the reverse order, and nothing is left', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed(EVERYTHING));
    access.requests.length = 0;
    await deployer.remove(TARGET);
    expect(access.changes).toEqual(
      [...IN_ORDER].reverse().map(path => `delete ${path}`),
    );
    expect(access.paths).toEqual([]);
  });

  it('are removed when the values ask for them no more', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed(EVERYTHING));
    access.requests.length = 0;
    const { ingress, serviceAccount, rbac, ...rest } = EVERYTHING;
    await deployer.deploy(TARGET, distributed(rest));
    expect(access.changes.filter(r => r.startsWith('delete'))).toEqual([
      'delete ingresses team/chat',
      'delete rolebindings team/chat',
      'delete roles team/chat',
      'delete serviceaccounts team/chat',
    ]);
  });

  it('are not taken from somebody else', async () => {
    const { access, deployer } = setup();
    access.put('serviceaccounts', foreignObject());
    await expect(deployer.deploy(TARGET, standard(EVERYTHING))).rejects.toThrow(
      /ServiceAccount chat .* was not submitted through/,
    );
    expect(access.changes).toEqual([]);
  });

  it('are tried first, but for the binding of a role that is not there yet', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed(EVERYTHING));
    expect(access.requests).not.toContain(
      'apply rolebindings team/chat (dry run)',
    );
    access.requests.length = 0;
    await deployer.deploy(TARGET, distributed(EVERYTHING));
    expect(access.requests.filter(r => r.includes('dry run'))).toEqual(
      IN_ORDER.map(path => `apply ${path} (dry run)`),
    );
  });

  it('need no permission to read those that nobody asks for', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /roles|httproutes|ingresses/,
      clusterError('forbidden', 'no'),
    );
    await deployer.deploy(TARGET, standard());
    await deployer.remove(TARGET);
    await expect(
      deployer.deploy(TARGET, standard({ ingress: EVERYTHING.ingress })),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotAllowedError' }));
    expect(access.paths).toEqual([]);
  });
});

describe('a workload that is half-done', () => {
  it('is found and authorised by what was submitted ahead of it', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /(apply leaderworkersets|delete networkpolicies) team\/chat$/,
      clusterError('unreachable', 'connection reset'),
    );
    await expect(
      deployer.deploy(TARGET, distributed(EVERYTHING)),
    ).rejects.toThrow(/Half-done: ServiceAccount chat \(created\), /);
    access.recover();

    const running = entityCarriers(await deployer.running(TARGET));
    expect(running.map(({ kind, entityRef }) => [kind, entityRef])).toEqual([
      ['ServiceAccount', ENTITY],
      ['Role', ENTITY],
      ['RoleBinding', ENTITY],
      ['NetworkPolicy', ENTITY],
    ]);
    await deployer.remove(TARGET);
    expect(access.paths).toEqual([]);
  });

  it('is not found by what somebody else has called the same', async () => {
    const { access, deployer } = setup();
    access.put('serviceaccounts', foreignObject());
    expect(entityCarriers(await deployer.running(TARGET))).toEqual([]);
  });
});

describe('a cluster that cannot take an accessory', () => {
  it('says that it has no Gateway API, and what to do without', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /httproutes/,
      new ClusterError(
        'notFound',
        { cluster: 'east', request: 'ask' },
        'no such kind',
        undefined,
        { missing: 'resource' },
      ),
    );
    await deployer.deploy(TARGET, standard());
    access.requests.length = 0;
    await expect(
      deployer.deploy(TARGET, standard({ httpRoute: EVERYTHING.httpRoute })),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          "Cluster 'east' has no Gateway API with HTTPRoute v1: choose another cluster, have the Gateway API installed there, or set httpRoute.enabled to false: ingress needs no extension",
      }),
    );
    expect(access.changes).toEqual([]);
  });

  it('says who must hold the rules that are granted', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /apply roles/,
      clusterError(
        'forbidden',
        'roles "chat" is forbidden: user "portal" is attempting to grant RBAC permissions not currently held',
      ),
    );
    await expect(deployer.deploy(TARGET, standard(EVERYTHING))).rejects.toThrow(
      expect.objectContaining({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          /take these rules out.*docs\/rbac\.yaml, aikit-backstage-grantor/,
        ),
      }),
    );
    expect(access.changes).toEqual([]);
  });
});
