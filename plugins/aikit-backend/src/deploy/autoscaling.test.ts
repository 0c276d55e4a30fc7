import { FIELD_MANAGER } from '@aikit-backstage/plugin-aikit-common';
import { standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { replicasOf, withReplicas } from './workloadFields';
import { WorkloadDeployer } from './WorkloadDeployer';

const DEPLOYMENT = 'deployments team/chat';

const autoscaled = standard({
  autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 9 },
});

/** Makes the Deployment scaled, with its replicas owned by a field manager. */
function scaledBy(
  access: FakeClusterAccess,
  manager: string,
  replicas: number,
) {
  const live = withReplicas(access.object(DEPLOYMENT)!, replicas);
  const managedFields = [
    {
      manager,
      operation: manager === FIELD_MANAGER ? 'Apply' : 'Update',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    },
  ];
  const metadata: object = { ...live.metadata, managedFields };
  access.put('deployments', {
    ...live,
    metadata: Object.assign(live.metadata, metadata),
  });
}

function setup() {
  const access = new FakeClusterAccess();
  return {
    access,
    deployer: new WorkloadDeployer({
      clusterAccess: access,
      mirrors: new FakeMirrors('east'),
    }),
  };
}

describe('an autoscaler that is switched on', () => {
  it('begins with the replicas that run, not with one', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard({ replicaCount: 4 }));
    scaledBy(access, FIELD_MANAGER, 4);
    const apply = jest.spyOn(access, 'apply');

    const { objects } = await deployer.deploy(TARGET, autoscaled);

    expect(apply.mock.calls.map(([, , object]) => replicasOf(object))).toEqual([
      4,
      undefined,
      undefined,
      4,
      undefined,
      undefined,
    ]);
    expect(objects.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'Deployment unchanged',
      'Service unchanged',
      'HorizontalPodAutoscaler created',
    ]);
  });

  it('keeps the replicas to itself from then on', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, autoscaled);
    scaledBy(access, 'kube-controller-manager', 7);
    const apply = jest.spyOn(access, 'apply');
    await deployer.deploy(TARGET, autoscaled);
    expect(apply.mock.calls.map(([, , object]) => replicasOf(object))).toEqual(
      Array(6).fill(undefined),
    );
    expect(replicasOf(access.object(DEPLOYMENT))).toBe(7);
  });
});

describe('an autoscaler that is switched off', () => {
  it('gives the replicas back without a conflict', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, autoscaled);
    scaledBy(access, 'kube-controller-manager', 7);
    const apply = jest.spyOn(access, 'apply');
    access.requests.length = 0;

    const { objects } = await deployer.deploy(
      TARGET,
      standard({ replicaCount: 2 }),
    );

    const [, , tried] = apply.mock.calls[0];
    expect(replicasOf(tried)).toBe(7);
    expect(access.changes).toEqual([
      `scale ${DEPLOYMENT} to 2`,
      `apply ${DEPLOYMENT}`,
      'apply services team/chat',
      'delete horizontalpodautoscalers team/chat',
    ]);
    expect(replicasOf(access.object(DEPLOYMENT))).toBe(2);
    expect(objects.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'Deployment updated',
      'Service unchanged',
      'HorizontalPodAutoscaler deleted',
    ]);
  });

  it('leaves what a person has scaled to the conflict that it is', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard({ replicaCount: 2 }));
    scaledBy(access, 'kubectl', 5);
    await deployer.deploy(TARGET, standard({ replicaCount: 2 }));
    expect(access.changes.filter(r => r.startsWith('scale'))).toEqual([]);
  });
});
