import { DeployRequest } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { WorkloadDeployer } from './WorkloadDeployer';

const LWS = 'leaderworkersets team/chat';
const TEMPLATE = 'leaderWorkerSet.leaderWorkerTemplate';

function setup() {
  const access = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east');
  const deployer = new WorkloadDeployer({ clusterAccess: access, mirrors });
  return {
    access,
    deploy: (request: DeployRequest) => deployer.deploy(TARGET, request),
  };
}

/** Groups of four pods, with more in their template. */
function groups(template: object = {}): DeployRequest {
  const leaderWorkerTemplate = { size: 4, ...template };
  return distributed({
    leaderWorkerSet: { enabled: true, leaderWorkerTemplate },
  });
}

function claim(storage: string | number, name = 'models', more: object = {}) {
  const resources = { requests: { storage } };
  return {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources, ...more },
  };
}

const withClaims = (...volumeClaimTemplates: object[]) =>
  groups({ volumeClaimTemplates });

const subGroups = (subGroupSize: number, subGroupPolicyType?: string) =>
  groups({
    subGroupPolicy: {
      subGroupSize,
      ...(subGroupPolicyType && { subGroupPolicyType }),
    },
  });

/** Sets claim templates of the LeaderWorkerSet that is there. */
function putClaims(access: FakeClusterAccess, volumeClaimTemplates: object[]) {
  const live = access.object(LWS) as KubernetesObject & {
    spec: { leaderWorkerTemplate: object };
  };
  const { spec } = live;
  access.put('leaderworkersets', {
    ...live,
    spec: {
      ...spec,
      leaderWorkerTemplate: {
        ...spec.leaderWorkerTemplate,
        volumeClaimTemplates,
      },
    },
  });
}

const refusal = (field: string, message: RegExp, rule: string) =>
  expect.objectContaining({
    name: 'InputError',
    message: expect.stringContaining(`${TEMPLATE}.${field}: cannot `),
    issues: [
      {
        severity: 'error',
        path: `${TEMPLATE}.${field}`,
        message: expect.stringMatching(message),
        rule,
      },
    ],
  });

describe('the claim templates of a LeaderWorkerSet that is there', () => {
  it.each([
    ['larger', [claim('20Gi')]],
    [
      'of another class',
      [claim('10Gi', 'models', { storageClassName: 'ssd' })],
    ],
    ['shared', [claim('10Gi', 'models', { accessModes: ['ReadWriteMany'] })]],
    ['of another name', [claim('10Gi', 'cache')]],
    ['more', [claim('10Gi'), claim('1Gi', 'cache')]],
    ['gone', []],
  ])('cannot become %s', async (_, templates) => {
    const { access, deploy } = setup();
    await deploy(withClaims(claim('10Gi')));
    const { changes } = access;
    const expected = refusal(
      'volumeClaimTemplates',
      /LeaderWorkerSet chat.* remove the workload and submit it again/,
      'fixed-claim-templates',
    );
    const wanted = withClaims(...templates);
    for (const how of [{ dryRun: true }, {}, { force: true }]) {
      await expect(deploy({ ...wanted, ...how })).rejects.toThrow(expected);
    }
    expect(access.changes).toEqual(changes);
  });

  it('cannot be added', async () => {
    const { deploy } = setup();
    await deploy(groups());
    await expect(deploy(withClaims(claim('10Gi')))).rejects.toThrow(
      `${TEMPLATE}.volumeClaimTemplates: cannot change`,
    );
  });

  it('are the same when only what is written is another', async () => {
    const { access, deploy } = setup();
    await deploy(withClaims(claim('10Gi')));
    const { metadata, spec } = claim('10240Mi');
    putClaims(access, [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { ...metadata, creationTimestamp: null },
        spec: { ...spec, volumeMode: 'Filesystem' },
        status: {},
      },
    ]);
    await expect(deploy(withClaims(claim('10Gi')))).resolves.toBeDefined();
  });

  it('leave all else free to change', async () => {
    const { deploy } = setup();
    await deploy(withClaims(claim('10Gi')));
    const image = {
      repository: 'ghcr.io/kaito-project/aikit/phi4',
      tag: '14b',
    };
    const { values, ...rest } = withClaims(claim('10Gi'));
    const { objects } = await deploy({ ...rest, values: { ...values, image } });
    expect(objects[0]).toMatchObject({ change: 'updated' });
  });

  it('may be new when it was a Deployment', async () => {
    const { deploy } = setup();
    await deploy(standard());
    await expect(deploy(withClaims(claim('10Gi')))).resolves.toBeDefined();
  });
});

describe('the subgroups of a LeaderWorkerSet that is there', () => {
  it.each([
    ['added', groups(), subGroups(2), 'subGroupPolicy'],
    ['removed', subGroups(2), groups(), 'subGroupPolicy'],
    ['changed', subGroups(2), subGroups(4), 'subGroupPolicy.subGroupSize'],
  ])('cannot be %s', async (verb, running, wanted, field) => {
    const { access, deploy } = setup();
    await deploy(running);
    const { changes } = access;
    const expected = refusal(
      field,
      new RegExp(
        `cannot be ${verb} .* remove the workload and submit it again`,
      ),
      'fixed-subgroups',
    );
    for (const how of [{ dryRun: true }, {}]) {
      await expect(deploy({ ...wanted, ...how })).rejects.toThrow(expected);
    }
    expect(access.changes).toEqual(changes);
  });

  it('may change their kind', async () => {
    const { deploy } = setup();
    await deploy(subGroups(1, 'LeaderWorker'));
    await expect(deploy(subGroups(1, 'LeaderExcluded'))).resolves.toBeDefined();
  });
});
