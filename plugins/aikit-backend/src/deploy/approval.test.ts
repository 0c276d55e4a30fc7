import {
  DeployRequest,
  readPolicy,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { submissionHash, waitingRequest } from './approval';
import { WorkloadDeployer } from './WorkloadDeployer';
import { replicasOf } from './workloadFields';

const DEPLOYMENT = 'deployments team/chat';
const LWS = 'leaderworkersets team/chat';
const ADA = 'user:default/ada';

const SMALL = standard({ replicaCount: 2 });
const LARGE = standard({ replicaCount: 3 });

function setup() {
  const access = new FakeClusterAccess();
  const deployer = new WorkloadDeployer({
    clusterAccess: access,
    mirrors: new FakeMirrors('east'),
    policy: readPolicy({ contact: '#ml', approval: { pods: 2 } }),
  });
  return {
    access,
    deploy: (request: DeployRequest, approver?: string) =>
      deployer.deploy(TARGET, request, { approver: async () => approver }),
    approve: async () => {
      const { live } = await deployer.running(TARGET);
      const workload = live.find(
        ({ kind }) => kind === 'Deployment' || kind === 'LeaderWorkerSet',
      )!;
      const request = waitingRequest(workload, 'component:default/chat');
      return deployer.deploy(TARGET, request, { approver: async () => ADA });
    },
  };
}

/** What its annotations say of an approval. */
function stateOf(object: KubernetesObject | undefined) {
  const annotations = object?.metadata.annotations ?? {};
  return {
    replicas: replicasOf(object),
    state: annotations['aikit-backstage/approval'],
    by: annotations['aikit-backstage/approved-by'],
  };
}

describe('a workload above the size that needs an approval', () => {
  it('waits without pods', async () => {
    const { access, deploy } = setup();
    const { issues } = await deploy(LARGE);
    expect(stateOf(access.object(DEPLOYMENT))).toEqual({
      replicas: 0,
      state: 'waiting',
    });
    expect(issues).toContainEqual({
      severity: 'warning',
      rule: 'policy-approval',
      path: 'values',
      message: expect.stringContaining('aikit.workload.approve (#ml)'),
    });
  });

  it('waits as a group, and with an autoscaler too', async () => {
    const { access, deploy } = setup();
    await deploy(distributed());
    expect(stateOf(access.object(LWS))).toMatchObject({ replicas: 0 });
    const autoscaled = setup();
    await autoscaled.deploy(
      standard({ autoscaling: { enabled: true, maxReplicas: 3 } }),
    );
    expect(stateOf(autoscaled.access.object(DEPLOYMENT))).toMatchObject({
      replicas: 0,
      state: 'waiting',
    });
  });

  it('runs when it is approved, and stays so for the same values', async () => {
    const { access, deploy, approve } = setup();
    await deploy(LARGE);
    await approve();
    const approved = { replicas: 3, state: undefined, by: ADA };
    expect(stateOf(access.object(DEPLOYMENT))).toEqual(approved);
    await deploy(LARGE);
    expect(stateOf(access.object(DEPLOYMENT))).toEqual(approved);
    await expect(approve()).rejects.toThrow('does not wait for an approval');
  });

  it('begins with the fewest replicas of its autoscaler', async () => {
    const { access, deploy, approve } = setup();
    const autoscaling = { enabled: true, minReplicas: 2, maxReplicas: 3 };
    await deploy(standard({ autoscaling }));
    await approve();
    expect(stateOf(access.object(DEPLOYMENT))).toMatchObject({
      replicas: 2,
      by: ADA,
    });
  });

  it('does not stay approved for other values', async () => {
    const { access, deploy, approve } = setup();
    await deploy(LARGE);
    await approve();
    await expect(deploy(standard({ replicaCount: 4 }))).rejects.toThrow(
      expect.objectContaining({
        name: 'NotAllowedError',
        message: expect.stringContaining('ask somebody with the permission'),
      }),
    );
    expect(stateOf(access.object(DEPLOYMENT))).toMatchObject({ replicas: 3 });
    await deploy(SMALL);
    expect(stateOf(access.object(DEPLOYMENT))).toEqual({ replicas: 2 });
    await expect(deploy(LARGE)).rejects.toThrow('without an approval');
  });

  it('waits on when it is submitted with other values', async () => {
    const { access, deploy, approve } = setup();
    await deploy(LARGE);
    await deploy(standard({ replicaCount: 5 }));
    expect(stateOf(access.object(DEPLOYMENT))).toMatchObject({ replicas: 0 });
    await approve();
    expect(stateOf(access.object(DEPLOYMENT))).toMatchObject({ replicas: 5 });
  });

  it('runs at once below that size, also with an autoscaler', async () => {
    const { access, deploy } = setup();
    await deploy(LARGE);
    await deploy(standard({ autoscaling: { enabled: true, maxReplicas: 2 } }));
    expect(stateOf(access.object(DEPLOYMENT))).toEqual({ replicas: 1 });
  });

  it('is approved by an approver who submits it, and may change', async () => {
    const { access, deploy } = setup();
    await deploy(LARGE, ADA);
    await deploy(standard({ replicaCount: 9 }), ADA);
    expect(stateOf(access.object(DEPLOYMENT))).toEqual({
      replicas: 9,
      state: undefined,
      by: ADA,
    });
  });

  it('is approved with the values of its variables', async () => {
    const { access, deploy, approve } = setup();
    const env = [{ name: 'MODE', value: 'fast' }];
    await deploy(standard({ replicaCount: 3, env }));
    await approve();
    expect(JSON.stringify(access.object(DEPLOYMENT))).toContain('fast');
    expect(stateOf(access.object(DEPLOYMENT))).toMatchObject({ replicas: 3 });
  });

  it('is not approved when what was submitted is not what is kept', async () => {
    const { access, deploy, approve } = setup();
    await deploy(LARGE);
    const object = access.object(DEPLOYMENT)!;
    const annotations = {
      ...object.metadata.annotations,
      'aikit-backstage/inference': '{"values":{"replicaCount":90}}',
    };
    access.put('deployments', {
      ...object,
      metadata: { ...object.metadata, annotations },
    });
    await expect(approve()).rejects.toThrow('submit it yourself');
  });
});

describe('submissionHash', () => {
  it('is of the values, whatever the order of their keys', () => {
    const hash = submissionHash({ values: { a: 1, b: [{ c: 1, d: 2 }] } });
    expect(submissionHash({ values: { b: [{ d: 2, c: 1 }], a: 1 } })).toBe(
      hash,
    );
    expect(submissionHash({ values: { a: 2 } })).not.toBe(hash);
  });
});
