import { ClusterError } from '@aikit-backstage/plugin-aikit-node';
import { distributed, standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { WorkloadDeployer } from './WorkloadDeployer';

const unreachable = new ClusterError(
  'unreachable',
  { cluster: 'east', request: 'apply services team/chat' },
  'connection reset',
);

function setup() {
  const access = new FakeClusterAccess();
  const mirrors = new FakeMirrors('east');
  return {
    access,
    deployer: new WorkloadDeployer({ clusterAccess: access, mirrors }),
  };
}

describe('a change that fails half way', () => {
  it('says what was applied, what was not and why, and continues when submitted again', async () => {
    const { access, deployer } = setup();
    access.failOn(/apply services team\/chat$/, unreachable);
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /Half-done: LeaderWorkerSet chat \(created\); then it failed to apply Service chat\. Submit the same again to continue.*connection reset/,
        ),
      }),
    );

    access.recover();
    const again = await deployer.deploy(TARGET, distributed());
    expect(
      again.objects.map(({ kind, change }) => `${kind} ${change}`),
    ).toEqual(['LeaderWorkerSet unchanged', 'Service created']);
  });

  it('does not claim anything when the very first change fails', async () => {
    const { access, deployer } = setup();
    access.failOn(/apply deployments team\/chat$/, unreachable);
    await expect(deployer.deploy(TARGET, standard())).rejects.toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('Half-done'),
      }),
    );
  });

  it('can be removed: the workload itself goes last', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed());
    access.failOn(/delete leaderworkersets/, unreachable);
    await expect(deployer.remove(TARGET)).rejects.toThrow(
      /Half-done: Service chat \(deleted\); then it failed to delete LeaderWorkerSet chat\. Remove it again/,
    );

    access.recover();
    await deployer.remove(TARGET);
    expect(access.paths).toEqual([]);
  });
});

describe('WorkloadDeployer.remove', () => {
  it('leaves nothing, and lists what it has deleted', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard({ autoscaling: { enabled: true } }));
    const { objects } = await deployer.remove(TARGET);
    expect(objects.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'HorizontalPodAutoscaler deleted',
      'Service deleted',
      'Deployment deleted',
    ]);
    expect(access.paths).toEqual([]);
  });

  it('finds nothing to remove where the portal has submitted nothing', async () => {
    const { access, deployer } = setup();
    access.put('services', { metadata: { name: 'chat', namespace: 'team' } });
    await expect(deployer.remove(TARGET)).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );
    expect(access.paths).toEqual(['services team/chat']);
  });

  it('leaves an object of another workload that has the same name', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, standard());
    access.put('horizontalpodautoscalers', {
      metadata: {
        name: 'chat',
        namespace: 'team',
        labels: {
          'app.kubernetes.io/managed-by': 'backstage-aikit',
          'app.kubernetes.io/instance': 'release-of-another',
        },
      },
    });
    await deployer.remove(TARGET);
    expect(access.paths).toEqual(['horizontalpodautoscalers team/chat']);
  });
});
