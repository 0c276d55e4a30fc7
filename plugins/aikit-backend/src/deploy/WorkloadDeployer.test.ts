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

const LWS = 'leaderworkersets team/chat';
const DEPLOYMENT = 'deployments team/chat';
const SERVICE = 'services team/chat';
const HPA = 'horizontalpodautoscalers team/chat';

function setup() {
  const access = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east');
  const deployer = new WorkloadDeployer({ clusterAccess: access, mirrors });
  return { access, mirrors, east: mirrors.get('east')!, deployer };
}

describe('WorkloadDeployer.deploy', () => {
  it('tries everything before it changes anything', async () => {
    const { access, deployer } = setup();
    const response = await deployer.deploy(TARGET, distributed());
    expect(access.requests.filter(r => r.startsWith('apply'))).toEqual([
      `apply ${LWS} (dry run)`,
      `apply ${SERVICE} (dry run)`,
      `apply ${LWS}`,
      `apply ${SERVICE}`,
    ]);
    expect(response).toEqual({
      ...TARGET,
      kind: 'LeaderWorkerSet',
      dryRun: false,
      generation: 1,
      summary: expect.stringContaining('LeaderWorkerSet chat'),
      endpoint: expect.stringContaining('http://chat.team'),
      objects: [
        {
          apiVersion: 'leaderworkerset.x-k8s.io/v1',
          kind: 'LeaderWorkerSet',
          name: 'chat',
          change: 'created',
        },
        { apiVersion: 'v1', kind: 'Service', name: 'chat', change: 'created' },
      ],
      issues: expect.any(Array),
    });
  });

  it('puts the objects into the namespace asked for', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    expect(access.object(DEPLOYMENT)?.metadata).toMatchObject({
      name: 'chat',
      namespace: 'team',
      annotations: { 'aikit-backstage/entity-ref': 'component:default/chat' },
    });
  });

  it('leaves everything unchanged when the same is submitted twice', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed());
    const before = access.object(LWS);
    const again = await deployer.deploy(TARGET, distributed());
    expect(again.objects.map(({ change }) => change)).toEqual([
      'unchanged',
      'unchanged',
    ]);
    expect(again.generation).toBe(1);
    expect(access.object(LWS)).toEqual(before);
  });

  it('says which objects it has changed', async () => {
    const { deployer } = setup();
    await deployer.deploy(TARGET, standard());
    const changed = await deployer.deploy(
      TARGET,
      standard({ replicaCount: 3 }),
    );
    expect(changed.generation).toBe(2);
    expect(
      changed.objects.map(({ kind, change }) => `${kind} ${change}`),
    ).toEqual(['Deployment updated', 'Service unchanged']);
  });

  it('says in a dry run what would change, and changes nothing', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    const { changes } = access;
    const response = await deployer.deploy(TARGET, {
      ...distributed(),
      dryRun: true,
    });
    expect(response.dryRun).toBe(true);
    expect(
      response.objects.map(({ kind, change }) => `${kind} ${change}`),
    ).toEqual([
      'LeaderWorkerSet created',
      'Service updated',
      'Deployment deleted',
    ]);
    expect(access.changes).toEqual(changes);
    expect(access.paths).toEqual([DEPLOYMENT, SERVICE]);
  });

  it('takes the old workload away when the mode is switched, once the new one is there', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    access.requests.length = 0;
    await deployer.deploy(TARGET, distributed());
    expect(access.changes).toEqual([
      `apply ${LWS}`,
      `apply ${SERVICE}`,
      `delete ${DEPLOYMENT}`,
    ]);
    expect(access.paths).toEqual([LWS, SERVICE]);
  });

  it('never deletes what the portal did not submit', async () => {
    const { access, deployer } = setup();
    access.put('horizontalpodautoscalers', foreignObject());
    await deployer.deploy(TARGET, standard());
    expect(access.paths).toContain(HPA);
  });

  it.each([false, true])(
    'never changes what the portal did not submit, nor shows it: force %s',
    async force => {
      const { access, deployer } = setup();
      access.put('deployments', foreignObject());
      for (const dryRun of [true, false]) {
        const request = { ...standard(), force, dryRun };
        await expect(deployer.deploy(TARGET, request)).rejects.toThrow(
          expect.objectContaining({
            name: 'ConflictError',
            message: expect.stringMatching(
              /Deployment chat in namespace team of cluster 'east' was not submitted through the portal.*not even with force/,
            ),
          }),
        );
      }
      await expect(deployer.remove(TARGET)).rejects.toThrow(
        expect.objectContaining({ name: 'NotFoundError' }),
      );
      expect(access.changes).toEqual([]);
    },
  );

  it('takes over single fields of its own objects by force', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    access.requests.length = 0;
    await deployer.deploy(TARGET, { ...standard(), force: true });
    expect(access.changes).toEqual([
      `apply ${DEPLOYMENT} (force)`,
      `apply ${SERVICE} (force)`,
    ]);
  });

  it('leaves what somebody else makes while it submits, and everything as it was', async () => {
    const { access, deployer } = setup();
    const apply = access.apply.bind(access);
    access.apply = async (...request) => {
      const applied = await apply(...request);
      if (!request[3].dryRun) {
        access.put('services', foreignObject());
      }
      return applied;
    };
    await expect(
      deployer.deploy(TARGET, { ...standard(), force: true }),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          'has been made or changed by somebody else at this very moment',
        ),
      }),
    );
    expect(access.paths).toEqual([SERVICE]);
    expect(access.object(SERVICE)).toEqual(foreignObject());
  });

  it('does not change what has been replaced by somebody else meanwhile', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    const apply = access.apply.bind(access);
    access.apply = async (...request) => {
      access.put('deployments', foreignObject({ uid: 'of-another' }));
      return apply(...request);
    };
    await expect(
      deployer.deploy(TARGET, standard({ replicaCount: 3 })),
    ).rejects.toThrow(/has been replaced by somebody else meanwhile/);
    expect(access.object(DEPLOYMENT)?.spec).toEqual({});
  });

  it('writes on the workload who has submitted it, which alone is no change', async () => {
    const { access, deployer } = setup();
    const submitters = ['user:default/ada', 'user:default/bob'];
    for (const submitter of submitters) {
      const { objects } = await deployer.deploy(TARGET, standard(), {
        submitter,
      });
      expect(objects[0].change).toBe(
        submitter === submitters[0] ? 'created' : 'unchanged',
      );
      expect(access.object(DEPLOYMENT)?.metadata.annotations).toMatchObject({
        'aikit-backstage/submitted-by': submitter,
      });
    }
  });

  it('does not write to a workload that is being deleted', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    const live = access.object(DEPLOYMENT)!;
    access.put('deployments', {
      ...live,
      metadata: { ...live.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    });
    await expect(deployer.deploy(TARGET, standard())).rejects.toThrow(
      /is being deleted: submit again when it has gone/,
    );
  });

  it('names the other field manager and its fields in a conflict', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /apply leaderworkersets/,
      new ClusterError(
        'conflict',
        { cluster: 'east', request: 'apply leaderworkersets team/chat' },
        'conflict',
        undefined,
        { conflicts: [{ manager: 'kubectl-edit', field: '.spec.replicas' }] },
      ),
    );
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          'field manager "kubectl-edit" owns .spec.replicas',
        ),
        conflicts: [{ manager: 'kubectl-edit', field: '.spec.replicas' }],
      }),
    );
    expect(access.paths).toEqual([]);
  });

  it('changes nothing when the cluster refuses one of the objects', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /apply services .*dry run/,
      new ClusterError(
        'invalid',
        { cluster: 'east', request: 'apply services team/chat' },
        'the Service is invalid',
        undefined,
        { causes: [{ field: 'spec.type', message: 'unsupported' }] },
      ),
    );
    await expect(deployer.deploy(TARGET, standard())).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        causes: [{ field: 'spec.type', message: 'unsupported' }],
      }),
    );
    expect(access.paths).toEqual([]);
  });

  it('lists all issues of values that do not pass, and asks no cluster', async () => {
    const { access, deployer } = setup();
    await expect(
      deployer.deploy(TARGET, standard({ replicaCount: -1, imag: {} })),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('replicaCount: '),
        issues: expect.arrayContaining([
          expect.objectContaining({ path: 'replicaCount', severity: 'error' }),
        ]),
      }),
    );
    expect(access.requests).toEqual([]);
  });

  it('tells of the missing LeaderWorkerSet API before it asks the cluster', async () => {
    const { access, east, deployer } = setup();
    east.lws = 'missing';
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      /Cluster 'east' has no LeaderWorkerSet API/,
    );
    expect(access.requests).toEqual([]);
    await expect(deployer.deploy(TARGET, standard())).resolves.toBeDefined();
  });

  it.each([
    ['unavailable', 'connection refused', 'ServiceUnavailableError'],
    ['unsupported', 'needs a token of the user', 'ServiceUnavailableError'],
  ] as const)('refuses a cluster that is %s', async (state, error, name) => {
    const { access, east, deployer } = setup();
    east.state = state;
    east.error = error;
    await expect(deployer.deploy(TARGET, standard())).rejects.toThrow(
      expect.objectContaining({
        name,
        message: `Cluster 'east' is ${state}: ${error}`,
      }),
    );
    expect(access.requests).toEqual([]);
  });

  it('refuses a cluster that is not configured', async () => {
    const { deployer } = setup();
    await expect(
      deployer.deploy({ ...TARGET, cluster: 'north' }, standard()),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'NotFoundError',
        message: expect.stringContaining("'north'"),
      }),
    );
  });
});
