import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { observedWorkload } from '../__testUtils__/workloads';
import { ClusterOverviews } from './ClusterOverviews';

const MANAGER = { 'control-plane': 'controller-manager' };

function controller(image: string, labels: Record<string, string> = MANAGER) {
  return observedWorkload('lws-controller-manager', {
    kind: 'Deployment',
    namespace: 'lws-system',
    labels,
    image,
  });
}

function setup() {
  const mirrors = new FakeMirrors('east');
  const overviews = new ClusterOverviews({ mirrors });
  overviews.start();
  return {
    mirror: mirrors.get('east')!,
    version: () => overviews.get().items[0].leaderWorkerSetVersion,
  };
}

describe('the release of LeaderWorkerSet in the overview of a cluster', () => {
  it.each([
    ['registry.k8s.io/lws/lws:v0.9.0', '0.9.0'],
    ['registry.corp:5000/mirror/lws/lws:v0.10.0-rc.1', '0.10.0-rc.1'],
    [`registry.k8s.io/lws/lws:v0.8.0@sha256:${'a'.repeat(64)}`, '0.8.0'],
    ['registry.k8s.io/lws/lws:main', undefined],
    ['registry.corp:5000/lws/lws', undefined],
    [`registry.k8s.io/lws/lws@sha256:${'a'.repeat(64)}`, undefined],
  ])('is read from the image %s: %s', (image, expected) => {
    const { mirror, version } = setup();
    mirror.set(controller(image));
    expect(version()).toBe(expected);
  });

  it.each([
    ['another controller', controller('quay.io/argoproj/argocd:v2.9.0')],
    ['other pods of its image', controller('x/lws/lws:v0.9.0', {})],
  ])('is not read from %s', (_, other) => {
    const { mirror, version } = setup();
    mirror.set(other);
    expect(version()).toBeUndefined();
  });

  it('follows an upgrade and an uninstallation of the controller', () => {
    const { mirror, version } = setup();
    expect(version()).toBeUndefined();
    mirror.set(controller('registry.k8s.io/lws/lws:v0.8.0'));
    expect(version()).toBe('0.8.0');
    mirror.set(controller('registry.k8s.io/lws/lws:v0.9.0'));
    expect(version()).toBe('0.9.0');
    mirror.remove(controller('registry.k8s.io/lws/lws:v0.9.0'));
    expect(version()).toBeUndefined();
  });

  it('does not look through all Deployments again when another one changes', () => {
    const { mirror, version } = setup();
    mirror.set(controller('registry.k8s.io/lws/lws:v0.9.0'));
    version();
    const look = jest.spyOn(mirror, 'workloads');
    mirror.set(observedWorkload('chat', { kind: 'Deployment' }));
    expect(version()).toBe('0.9.0');
    expect(look).not.toHaveBeenCalled();
  });
});
