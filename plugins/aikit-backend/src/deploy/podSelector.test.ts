import { standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { WorkloadDeployer } from './WorkloadDeployer';

const LABELS = {
  'app.kubernetes.io/name': 'aikit',
  'app.kubernetes.io/instance': 'release',
};

/** A Deployment of the portal which selects its pods as Helm had it do. */
function setup(selector: object) {
  const access = new FakeClusterAccess();
  access.put('deployments', {
    metadata: {
      name: TARGET.name,
      namespace: TARGET.namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'backstage-aikit',
        'app.kubernetes.io/instance': TARGET.name,
      },
    },
    spec: { selector },
  });
  const mirrors = new FakeMirrors('east');
  return {
    access,
    deployer: new WorkloadDeployer({ clusterAccess: access, mirrors }),
  };
}

describe('a submission over a Deployment that is there', () => {
  it('keeps its selector, on the pods and in the Service too', async () => {
    const { access, deployer } = setup({ matchLabels: LABELS });
    await deployer.deploy(TARGET, standard());
    expect(access.object('deployments team/chat')?.spec).toMatchObject({
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS } },
    });
    expect(access.object('services team/chat')?.spec).toMatchObject({
      selector: LABELS,
    });
  });

  it('cannot keep a selector that is more than labels', async () => {
    const { access, deployer } = setup({
      matchLabels: LABELS,
      matchExpressions: [{ key: 'a', operator: 'Exists' }],
    });
    await deployer.deploy(TARGET, standard());
    expect(access.object('services team/chat')?.spec).toMatchObject({
      selector: { 'app.kubernetes.io/instance': TARGET.name },
    });
  });
});
