import {
  DeployRequest,
  readPolicy,
} from '@aikit-backstage/plugin-aikit-common';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { observedWorkload } from '../__testUtils__/workloads';
import { WorkloadDeployer } from './WorkloadDeployer';

const OWNER = 'group:default/search';
const GPU = { resources: { limits: { 'nvidia.com/gpu': 4 } } };

function setup(policy?: object) {
  const clusterAccess = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east', 'west');
  const deployer = new WorkloadDeployer({
    clusterAccess,
    mirrors,
    policy: readPolicy(policy),
  });
  return {
    clusterAccess,
    mirrors,
    deployer,
    deploy: (request: DeployRequest, where = {}) =>
      deployer.deploy({ ...TARGET, ...where }, { ...request, owner: OWNER }),
  };
}

/** A workload of {@link OWNER} that the mirror has seen. */
function seen(name: string, replicas: number, owner = OWNER) {
  return observedWorkload(name, {
    kind: 'Deployment',
    size: 1,
    replicas,
    annotations: { 'aikit-backstage/owner': owner },
    accelerators: { leader: { 'nvidia.com/gpu': 2 }, worker: {} },
  });
}

describe('the policy, without configuration', () => {
  it.each<[string, DeployRequest, object]>([
    ['kube-system', standard(), { namespace: 'kube-system' }],
    ['the portal’s namespace', standard(), { namespace: 'aikit-backstage' }],
    ['another account', standard({ serviceAccount: { name: 'admin' } }), {}],
    [
      'the folders of a node',
      standard({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
      {},
    ],
    [
      'a privileged container',
      standard({
        securityContext: { privileged: true, allowPrivilegeEscalation: true },
      }),
      {},
    ],
    [
      'a system priority class',
      standard({ priorityClassName: 'system-node-critical' }),
      {},
    ],
    [
      'any Secret',
      standard({ volumes: [{ name: 'v', secret: { secretName: 'db' } }] }),
      {},
    ],
    [
      'the pods of another Service',
      standard({ podLabels: { app: 'payments' } }),
      {},
    ],
    ['a secret', standard({ env: [{ name: 'TOKEN', value: 'hunter2' }] }), {}],
    [
      '10,000 × 100 pods',
      distributed({
        leaderWorkerSet: {
          enabled: true,
          replicas: 10_000,
          leaderWorkerTemplate: { size: 100 },
        },
      }),
      {},
    ],
  ])('refuses %s before any cluster is asked', async (_, request, where) => {
    const { clusterAccess, deploy } = setup();
    const refusal = expect.objectContaining({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^The policy does not allow this: .*Ask the platform team/,
      ),
      issues: expect.arrayContaining([
        expect.objectContaining({
          severity: 'error',
          rule: expect.stringMatching(/^policy-/),
        }),
      ]),
    });
    await expect(deploy(request, where)).rejects.toThrow(refusal);
    await expect(deploy({ ...request, force: true }, where)).rejects.toThrow(
      refusal,
    );
    await expect(deploy({ ...request, dryRun: true }, where)).rejects.toThrow(
      refusal,
    );
    expect(clusterAccess.requests).toEqual([]);
    await expect(deploy(request, where)).rejects.not.toThrow(/hunter2/);
  });

  it.each([standard(), distributed()])(
    'lets be made what the chart makes by default, %#',
    async request => {
      const { deploy } = setup();
      await expect(deploy(request)).resolves.toMatchObject({ dryRun: false });
    },
  );
});

describe('an owner’s total', () => {
  const request = standard({ replicaCount: 4, ...GPU });

  it('counts the pods wanted in all clusters, whoever runs', async () => {
    const { deploy, mirrors } = setup({ total: { pods: 10 } });
    mirrors.get('east')!.set(seen('a', 3));
    mirrors.get('west')!.set(seen('b', 4));
    mirrors.get('west')!.set(seen('c', 90, 'group:default/other'));
    await expect(deploy(request)).rejects.toThrow(
      'makes 4 pods, and the other workloads of group:default/search have 7, of at most 10 in all: up to 3 would do',
    );
    mirrors.get('east')!.set(seen('a', 2));
    await expect(deploy(request)).resolves.toBeDefined();
  });

  it('counts accelerators', async () => {
    const { deploy, mirrors } = setup({ total: { accelerators: 20 } });
    mirrors.get('west')!.set(seen('b', 3));
    await expect(deploy(request)).rejects.toThrow(
      'asks for 16 accelerators, and the other workloads of group:default/search have 6, of at most 20',
    );
  });

  it('does not count the workload itself twice', async () => {
    const { deploy, mirrors } = setup({ total: { pods: 4 } });
    mirrors.get('east')!.set(seen('chat', 4));
    await expect(deploy(request)).resolves.toBeDefined();
  });

  it('says of which clusters it does not know', async () => {
    const { deploy, mirrors } = setup({ total: { pods: 3 } });
    mirrors.get('west')!.state = 'unavailable';
    await expect(deploy(request)).rejects.toThrow(
      'as far as is known: the portal has no current picture of west',
    );
  });

  it('counts submissions that no mirror has seen yet', async () => {
    const { deploy, deployer } = setup({ total: { pods: 6 } });
    await Promise.all([
      deploy(request),
      expect(deploy(request, { name: 'other' })).rejects.toThrow(
        'have 4, of at most 6',
      ),
    ]);
    await deployer.remove(TARGET);
    await expect(deploy(request, { name: 'other' })).resolves.toBeDefined();
  });
});
