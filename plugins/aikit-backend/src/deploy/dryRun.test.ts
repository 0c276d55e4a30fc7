import {
  DeployRequest,
  deployResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedNode, ObservedPod } from '@aikit-backstage/plugin-aikit-node';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { observedWorkload } from '../__testUtils__/workloads';
import { WorkloadDeployer } from './WorkloadDeployer';

const GPU = 'nvidia.com/gpu';

function setup() {
  const access = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east');
  const deployer = new WorkloadDeployer({ clusterAccess: access, mirrors });
  return {
    access,
    east: mirrors.get('east')!,
    deploy: (request: DeployRequest) => deployer.deploy(TARGET, request),
    dryRun: (request: DeployRequest) =>
      deployer.deploy(TARGET, { ...request, dryRun: true }),
  };
}

function observed(name: string) {
  const { uid, labels, annotations, ...meta } = observedWorkload(name);
  return { ...meta, uid, labels: {}, annotations: {} };
}

function node(name: string, gpus: number): ObservedNode {
  return {
    ...observed(name),
    kind: 'Node',
    ready: true,
    unschedulable: false,
    taints: [],
    accelerators: { [GPU]: gpus },
  };
}

function pod(name: string, nodeName: string, gpus: number): ObservedPod {
  return {
    ...observed(name),
    kind: 'Pod',
    phase: 'Running',
    nodeName,
    conditions: [],
    containers: [],
    accelerators: { [GPU]: gpus },
  };
}

/** Values of servers with so many GPUs each. */
function servers(replicaCount: number, gpus: number): DeployRequest {
  return standard({ replicaCount, resources: { limits: { [GPU]: gpus } } });
}

describe('the answer to a dry run', () => {
  it('carries each object as it is and as it would be', async () => {
    const { deploy, dryRun } = setup();
    await deploy(standard({ replicaCount: 1 }));
    const { objects } = await dryRun(standard({ replicaCount: 3 }));
    expect(objects[0]).toMatchObject({
      kind: 'Deployment',
      change: 'updated',
      before: { spec: { replicas: 1 } },
      after: { kind: 'Deployment', spec: { replicas: 3 } },
    });
    expect(objects[1]).toMatchObject({ kind: 'Service', change: 'unchanged' });
    expect(objects[1].before).toEqual(objects[1].after);
  });

  it('has no object before what is new, and none after what goes', async () => {
    const { deploy, dryRun } = setup();
    await deploy(standard());
    const { objects } = await dryRun(distributed());
    const [created, , deleted] = objects;
    expect(created).toMatchObject({ change: 'created', after: {} });
    expect(created).not.toHaveProperty('before');
    expect(deleted).toMatchObject({
      change: 'deleted',
      before: { kind: 'Deployment' },
    });
    expect(deleted).not.toHaveProperty('after');
  });

  it('leaves out the status and what the API server keeps of an object', async () => {
    const { access, deploy, dryRun } = setup();
    await deploy(standard());
    const live = access.object('deployments team/chat')!;
    const metadata: object = {
      ...live.metadata,
      uid: 'u',
      resourceVersion: '7',
      creationTimestamp: '2026-01-01T00:00:00Z',
      managedFields: [],
    };
    access.put('deployments', {
      ...live,
      status: { readyReplicas: 1 },
      metadata: Object.assign(live.metadata, metadata),
    });
    const [{ before, after }] = (await dryRun(standard())).objects;
    for (const object of [before, after]) {
      expect(object).not.toHaveProperty('status');
      expect(Object.keys(object!.metadata as object).sort()).toEqual([
        'annotations',
        'labels',
        'name',
        'namespace',
      ]);
    }
  });

  it('is read by the wire contract', async () => {
    const { dryRun } = setup();
    const answer = await dryRun(distributed());
    expect(deployResponseSchema.parse(answer)).toEqual(answer);
  });

  it('of a submission that is no dry run has neither objects nor fit', async () => {
    const { deploy } = setup();
    const answer = await deploy(standard());
    expect(answer).not.toHaveProperty('fit');
    expect(Object.keys(answer.objects[0])).toEqual([
      'apiVersion',
      'kind',
      'name',
      'change',
    ]);
  });
});

describe('whether it fits', () => {
  it('is asked of the nodes and of all pods on them', async () => {
    const { east, dryRun } = setup();
    east.observedNodes = [node('a', 4), node('b', 4)];
    east.observedPods = [pod('other-0', 'a', 2)];
    expect((await dryRun(servers(1, 4))).fit).toEqual({
      fits: true,
      message: `It fits east: it needs 4 ${GPU}, 6 are free for it.`,
    });
    expect((await dryRun(servers(2, 4))).fit).toEqual({
      fits: false,
      message: expect.stringContaining('1 server cannot be placed'),
    });
  });

  it('counts leaders and workers of all groups', async () => {
    const { east, dryRun } = setup();
    east.observedNodes = [node('a', 8)];
    const role = (gpus: number) => ({ resources: { limits: { [GPU]: gpus } } });
    const { fit } = await dryRun(
      standard({
        leaderWorkerSet: {
          enabled: true,
          replicas: 2,
          leaderWorkerTemplate: { size: 3 },
          leader: role(2),
          worker: role(1),
        },
      }),
    );
    expect(fit?.message).toContain(`it needs 8 ${GPU}, 8 are free`);
  });

  it('heeds node selector and tolerations', async () => {
    const { east, dryRun } = setup();
    east.observedNodes = [
      {
        ...node('a', 4),
        taints: [{ key: GPU, effect: 'NoSchedule' }],
      },
    ];
    const request = servers(1, 4);
    expect((await dryRun(request)).fit?.fits).toBe(false);
    const tolerations = [{ key: GPU, operator: 'Exists' }];
    expect(
      (
        await dryRun({
          ...request,
          values: { ...request.values, tolerations },
        })
      ).fit?.fits,
    ).toBe(true);
  });

  it('lets the pods that run for it make room, also when the mode changes', async () => {
    const { east, dryRun } = setup();
    east.observedNodes = [node('a', 4)];
    east.observedPods = [pod('chat-0', 'a', 4)];
    expect((await dryRun(servers(1, 4))).fit?.fits).toBe(false);
    east.set(observedWorkload('chat'));
    expect((await dryRun(servers(1, 4))).fit).toEqual({
      fits: true,
      message: expect.stringContaining('with the 4 that it holds now'),
    });
  });

  it('is not known while the picture of the cluster is stale', async () => {
    const { east, dryRun } = setup();
    east.state = 'stale';
    expect((await dryRun(servers(1, 4))).fit).toEqual({
      message: expect.stringContaining("cluster 'east' is stale"),
    });
  });
});
