import { ObservedContainer } from '../observed/observed';
import { ObservationParts } from '../../testUtils/objects';
import { aGroupPod, aWaitingContainer, notReady } from '../../testUtils/pods';
import { anEvent } from '../../testUtils/objects';
import { findingsIn } from '../../testUtils/findings';
import { blocksProgress } from './diagnose';

const IMAGE = 'ghcr.io/example/llama-404:1';

function worker(reason: string, overrides: Partial<ObservedContainer> = {}) {
  return aGroupPod(
    0,
    1,
    notReady({
      phase: 'Pending',
      containers: [aWaitingContainer(reason, { image: IMAGE, ...overrides })],
    }),
  );
}

function find(
  reason: string,
  message: string,
  observation: ObservationParts = {},
) {
  const pods = [aGroupPod(0, 0), worker(reason, { message })];
  return findingsIn({ pods, ...observation });
}

describe('rules on images', () => {
  it('tell that an image was not found, and name it', () => {
    const [finding] = find(
      'ErrImagePull',
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
    );
    expect(finding).toMatchObject({
      code: 'image-not-found',
      severity: 'error',
      subject: 'chat-0-1',
      message: `The image ${IMAGE} was not found (1 worker).`,
    });
    expect(blocksProgress(finding.code)).toBe(true);
  });

  it('tell that an image which may not be pulled may be missing as well', () => {
    const [finding] = find(
      'ErrImagePull',
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    );
    expect(finding.code).toBe('image-pull-denied');
    expect(finding.remedy).toContain('imagePullSecrets');
    expect(blocksProgress(finding.code)).toBe(true);
  });

  it('leave a registry that is away to pass', () => {
    const [finding] = find(
      'ImagePullBackOff',
      `Back-off pulling image "${IMAGE}": ErrImagePull: dial tcp: i/o timeout`,
    );
    expect(finding).toMatchObject({
      code: 'image-pull-failed',
      severity: 'warning',
    });
    expect(blocksProgress(finding.code)).toBe(false);
  });

  it('look for the cause in events while the kubelet backs off', () => {
    const backingOff = `Back-off pulling image "${IMAGE}"`;
    expect(find('ImagePullBackOff', backingOff)).toMatchObject([
      { code: 'image-pull-failed' },
    ]);
    const event = anEvent(
      worker('ImagePullBackOff'),
      'Failed',
      `Failed to pull image "${IMAGE}": manifest unknown`,
    );
    expect(
      find('ImagePullBackOff', backingOff, { events: [event] }),
    ).toMatchObject([{ code: 'image-not-found' }]);
  });

  it('know that an image which must not be pulled is not on the node', () => {
    expect(
      find(
        'ErrImageNeverPull',
        `Container image "${IMAGE}" is not present with pull policy of Never`,
      ),
    ).toMatchObject([{ code: 'image-not-found' }]);
  });

  it('tell that the name of an image is malformed', () => {
    const [finding] = find('InvalidImageName', 'invalid reference format');
    expect(finding.code).toBe('invalid-image-name');
    expect(blocksProgress(finding.code)).toBe(true);
  });

  it('make one finding of the same image on two pods', () => {
    const leader = aGroupPod(0, 0, {
      ...worker('ErrImagePull', { message: 'not found' }),
      name: 'chat-0',
      uid: 'leader',
      labels: aGroupPod(0, 0).labels,
    });
    expect(
      findingsIn({
        pods: [leader, worker('ErrImagePull', { message: 'not found' })],
      }),
    ).toMatchObject([
      {
        subject: 'group 0',
        message: `The image ${IMAGE} was not found (1 leader and 1 worker).`,
      },
    ]);
  });
});
