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
  it('is taken back, and says so and why', async () => {
    const { access, deployer } = setup();
    access.failOn(/apply services team\/chat$/, unreachable);
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /Nothing has changed: it failed to apply Service chat.*connection reset/,
        ),
      }),
    );
    expect(access.paths).toEqual([]);
  });

  it('says what was applied and what was not where it cannot be taken back, and continues when submitted again', async () => {
    const { access, deployer } = setup();
    access.failOn(
      /(apply services|delete leaderworkersets) team\/chat$/,
      unreachable,
    );
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /Half-done: LeaderWorkerSet chat \(created\); then it failed to apply Service chat, and to take back .*Submit the same again.*connection reset/,
        ),
      }),
    );

    access.recover();
    const again = await deployer.deploy(TARGET, distributed());
    expect(
      again.objects.map(({ kind, change }) => `${kind} ${change}`),
    ).toEqual(['LeaderWorkerSet unchanged', 'Service created']);
  });

  it('leaves what may be of somebody else when an answer was lost', async () => {
    const { access, deployer } = setup();
    const apply = access.apply.bind(access);
    access.apply = async (...request) => {
      const applied = await apply(...request);
      const [, { resource }, , { dryRun }] = request;
      if (resource.plural === 'services' && !dryRun) {
        throw unreachable;
      }
      return applied;
    };
    await expect(deployer.deploy(TARGET, distributed())).rejects.toThrow(
      /Half-done: .* whether this submission has made it is not known/,
    );
    expect(access.paths).toEqual([
      'leaderworkersets team/chat',
      'services team/chat',
    ]);
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

  it('is taken back when it is a removal: all is there again', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed());
    const service = access.object('services team/chat');
    access.failOn(/delete leaderworkersets team\/chat$/, unreachable);
    await expect(deployer.remove(TARGET)).rejects.toThrow(
      /Nothing has changed: it failed to delete LeaderWorkerSet chat/,
    );
    expect(access.object('services team/chat')?.spec).toEqual(service?.spec);

    access.recover();
    await deployer.remove(TARGET);
    expect(access.paths).toEqual([]);
  });

  it('begins no removal of which one part is refused', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, distributed());
    access.failOn(/delete leaderworkersets .*dry run/, unreachable);
    await expect(deployer.remove(TARGET)).rejects.toThrow(/connection reset/);
    expect(access.changes.filter(r => r.startsWith('delete'))).toEqual([]);
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
