import { ObservedContainer } from '../observed/observed';
import {
  aContainer,
  aGroupPod,
  aWaitingContainer,
  notReady,
} from '../../testUtils/pods';
import { anEvent } from '../../testUtils/objects';
import { findingsIn } from '../../testUtils/findings';
import { missingObject } from './configurationRules';
import { blocksProgress } from './diagnose';

function find(...containers: ObservedContainer[]) {
  return findingsIn({
    pods: [aGroupPod(0, 0), aGroupPod(0, 1, notReady({ containers }))],
  });
}

describe('rules on containers', () => {
  it('tell of a crash loop with its exit code and where to read on', () => {
    const [finding] = find(
      aWaitingContainer('CrashLoopBackOff', {
        restarts: 5,
        lastTermination: { reason: 'Error', exitCode: 127 },
      }),
    );
    expect(finding).toEqual({
      code: 'crash-loop',
      severity: 'error',
      subject: 'chat-0-1',
      message:
        'Container model of 1 worker ends again and again: 5 restarts, last with exit code 127 (the command was not found).',
      remedy:
        'Read why in its log: `kubectl logs chat-0-1 -c model --previous -n team-search`.',
    });
  });

  it('only warn of a container that has ended for the first time', () => {
    expect(
      find(
        aContainer({
          state: 'terminated',
          reason: 'Error',
          exitCode: 1,
          ready: false,
        }),
      ),
    ).toMatchObject([{ code: 'container-exited', severity: 'warning' }]);
  });

  it('tell of a container that was killed for its memory', () => {
    expect(
      find(
        aWaitingContainer('CrashLoopBackOff', {
          restarts: 1,
          lastTermination: { reason: 'OOMKilled', exitCode: 137 },
        }),
      ),
    ).toMatchObject([{ code: 'out-of-memory', severity: 'error' }]);
  });

  it('tell a command that is not there from a runtime in trouble', () => {
    const [wrong] = find(
      aWaitingContainer('RunContainerError', {
        message:
          'exec: "/usr/bin/aikit-leader": stat /usr/bin/aikit-leader: no such file or directory',
      }),
    );
    expect(wrong.code).toBe('invalid-command');
    expect(wrong.message).toContain('/usr/bin/aikit-leader');
    expect(blocksProgress(wrong.code)).toBe(true);

    const [other] = find(
      aWaitingContainer('CrashLoopBackOff', {
        lastTermination: {
          reason: 'StartError',
          exitCode: 128,
          message: 'nvidia-container-cli: initialization error',
        },
      }),
    );
    expect(other.code).toBe('cannot-start');
    expect(other.message).toContain('nvidia-container-cli');
    expect(blocksProgress(other.code)).toBe(false);
  });

  it('name both of two containers in trouble', () => {
    const crashing = (name: string) =>
      aWaitingContainer('CrashLoopBackOff', {
        name,
        lastTermination: { reason: 'Error', exitCode: 1 },
      });
    const findings = find(crashing('model'), crashing('proxy'));
    expect(findings).toHaveLength(1);
    expect(findings[0].message).toMatch(/Container model .* Container proxy/);
  });
});

describe('rules on configuration', () => {
  it('name the Secret that is missing', () => {
    const [finding] = find(
      aWaitingContainer('CreateContainerConfigError', {
        message: 'secret "hf-token" not found',
      }),
    );
    expect(finding).toMatchObject({
      code: 'missing-configuration',
      message:
        'The Secret hf-token, needed by 1 worker, is not in namespace team-search.',
    });
    expect(finding.remedy).toContain('kubectl create secret generic hf-token');
    expect(blocksProgress(finding.code)).toBe(true);
  });

  it('name the Secret that a volume wants', () => {
    const worker = aGroupPod(
      0,
      1,
      notReady({
        phase: 'Pending',
        containers: [aWaitingContainer('ContainerCreating')],
      }),
    );
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0), worker],
        events: [
          anEvent(
            worker,
            'FailedMount',
            'MountVolume.SetUp failed for volume "config" : configmap "chat-config" not found',
          ),
        ],
      }),
    ).toMatchObject([
      {
        code: 'missing-configuration',
        message: expect.stringContaining('ConfigMap chat-config'),
      },
    ]);
  });

  it('reads missing keys too', () => {
    expect(
      missingObject(
        "couldn't find key HF_TOKEN in Secret team-search/hf-token",
      ),
    ).toEqual({ kind: 'Secret', name: 'hf-token', key: 'HF_TOKEN' });
    expect(missingObject('something else')).toBeUndefined();
  });

  it('pass on what else is wrong with a setting', () => {
    expect(
      find(
        aWaitingContainer('CreateContainerConfigError', {
          message:
            'container has runAsNonRoot and image will run as root (pod: "chat-0-1")',
        }),
      ),
    ).toMatchObject([
      {
        code: 'invalid-container-config',
        message: expect.stringContaining('runAsNonRoot'),
      },
    ]);
  });
});
