import { distributed, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { observedWorkload } from '../__testUtils__/workloads';
import { WorkloadDeployer } from './WorkloadDeployer';

const NEW_POLICY = {
  leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' },
};

/** A cluster with the controller of a release; none: it cannot be seen. */
function deployerOn(release?: string) {
  const access = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east');
  if (release) {
    mirrors.get('east')!.set(
      observedWorkload('lws-controller-manager', {
        kind: 'Deployment',
        namespace: 'lws-system',
        labels: { 'control-plane': 'controller-manager' },
        image: `registry.k8s.io/lws/lws:v${release}`,
      }),
    );
  }
  const deployer = new WorkloadDeployer({ clusterAccess: access, mirrors });
  return { access, deployer };
}

const request = () => {
  const { values, ...rest } = distributed({});
  return {
    ...rest,
    values: {
      ...values,
      leaderWorkerSet: { enabled: true, ...NEW_POLICY },
    },
  };
};

describe('the release of LeaderWorkerSet on the cluster', () => {
  it('refuses values that it does not know, before anything is asked', async () => {
    const { access, deployer } = deployerOn('0.8.0');
    await expect(deployer.deploy(TARGET, request())).rejects.toThrow(
      'leaderWorkerSet.leaderWorkerTemplate.restartPolicy: needs LeaderWorkerSet 0.9 or newer, and the cluster has 0.8.0',
    );
    expect(access.changes).toEqual([]);
  });

  it.each([['0.9.0'], [undefined]])(
    'takes the same values where it is %s',
    async release => {
      const { deployer } = deployerOn(release);
      const { objects } = await deployer.deploy(TARGET, request());
      expect(objects.map(({ change }) => change)).toContain('created');
    },
  );
});
