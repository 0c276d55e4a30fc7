import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { podSecurityViolations } from './podSecurity';

const SAFE_CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A Deployment of one container that every level allows, but for this. */
function deployment(
  pod: object,
  container: object = {},
  context: object = {},
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'chat' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'aikit',
              securityContext: { ...SAFE_CONTAINER, ...context },
              ...container,
            },
          ],
          ...pod,
        },
      },
    },
  };
}

function fields(manifest: Manifest, level: 'baseline' | 'restricted') {
  return podSecurityViolations([manifest], level).map(({ field }) =>
    field.replace('spec.template.spec.', '').replace('containers[0].', 'c.'),
  );
}

function rendered(values: object): Manifest[] {
  const result = renderWorkload({ values, name: 'chat', namespace: 'team' });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

describe('podSecurityViolations', () => {
  it.each([
    [deployment({ hostNetwork: true }), 'hostNetwork'],
    [
      deployment({ volumes: [{ name: 'm', hostPath: { path: '/m' } }] }),
      'volumes[0].hostPath',
    ],
    [
      deployment({}, { ports: [{ containerPort: 1, hostPort: 1 }] }),
      'c.ports[0].hostPort',
    ],
    [
      deployment({}, { livenessProbe: { httpGet: { host: 'example.com' } } }),
      'c.livenessProbe.httpGet.host',
    ],
    [
      deployment({}, { startupProbe: { tcpSocket: { host: 'example.com' } } }),
      'c.startupProbe.tcpSocket.host',
    ],
    [deployment({}, {}, { privileged: true }), 'c.securityContext.privileged'],
    [
      deployment(
        {},
        {},
        { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } },
      ),
      'c.securityContext.capabilities.add',
    ],
    [
      deployment({}, {}, { procMount: 'Unmasked' }),
      'c.securityContext.procMount',
    ],
    [
      deployment({}, {}, { seccompProfile: { type: 'Unconfined' } }),
      'c.securityContext.seccompProfile.type',
    ],
    [
      deployment({
        securityContext: { appArmorProfile: { type: 'Unconfined' } },
      }),
      'securityContext.appArmorProfile.type',
    ],
    [
      deployment({}, {}, { seLinuxOptions: { type: 'spc_t' } }),
      'c.securityContext.seLinuxOptions',
    ],
    [
      deployment({}, {}, { windowsOptions: { hostProcess: true } }),
      'c.securityContext.windowsOptions.hostProcess',
    ],
    [
      deployment({ securityContext: { sysctls: [{ name: 'kernel.msgmax' }] } }),
      'securityContext.sysctls',
    ],
  ])('%#: both levels object to %s', (manifest, field) => {
    expect(fields(manifest, 'baseline')).toEqual([field]);
    expect(fields(manifest, 'restricted')).toEqual([field]);
  });

  it.each([
    [
      deployment({ volumes: [{ name: 'm', nfs: { server: 's', path: '/' } }] }),
      ['volumes[0].nfs'],
    ],
    [
      deployment({}, {}, { allowPrivilegeEscalation: undefined }),
      ['c.securityContext.allowPrivilegeEscalation'],
    ],
    [
      deployment({}, {}, { runAsNonRoot: undefined }),
      ['c.securityContext.runAsNonRoot'],
    ],
    [
      deployment({ securityContext: { runAsNonRoot: false } }),
      ['securityContext.runAsNonRoot'],
    ],
    [deployment({}, {}, { runAsUser: 0 }), ['c.securityContext.runAsUser']],
    [
      deployment({}, {}, { seccompProfile: undefined }),
      ['c.securityContext.seccompProfile.type'],
    ],
    [
      deployment({}, {}, { capabilities: { drop: ['KILL'] } }),
      ['c.securityContext.capabilities.drop'],
    ],
    [
      deployment({}, {}, { capabilities: { add: ['CHOWN'], drop: ['ALL'] } }),
      ['c.securityContext.capabilities.add'],
    ],
  ])('%#: restricted alone objects to %j', (manifest, found) => {
    expect(fields(manifest, 'baseline')).toEqual([]);
    expect(fields(manifest, 'restricted')).toEqual(found);
  });

  it.each([
    [
      'runAsNonRoot of the pod',
      deployment(
        { securityContext: { runAsNonRoot: true } },
        {},
        { runAsNonRoot: undefined },
      ),
    ],
    [
      'the seccomp profile of the pod',
      deployment(
        { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
        {},
        { seccompProfile: undefined },
      ),
    ],
    [
      'the capability to bind low ports',
      deployment(
        {},
        {},
        { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
      ),
    ],
    [
      'volumes that come from the cluster',
      deployment({
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', persistentVolumeClaim: { claimName: 'b' } },
          { name: 'c', secret: { secretName: 'c' } },
        ],
      }),
    ],
    [
      'a safe sysctl',
      deployment({
        securityContext: { sysctls: [{ name: 'net.ipv4.tcp_syncookies' }] },
      }),
    ],
  ])('restricted allows %s', (_, manifest) => {
    expect(fields(manifest, 'restricted')).toEqual([]);
  });

  it('finds nothing at the level privileged', () => {
    expect(
      podSecurityViolations([deployment({ hostPID: true })], 'privileged'),
    ).toEqual([]);
  });

  it('allows what the chart makes by default, in both modes', () => {
    for (const leaderWorkerSet of [{}, { enabled: true }]) {
      expect(
        podSecurityViolations(rendered({ leaderWorkerSet }), 'restricted'),
      ).toEqual([]);
    }
  });

  it('names the role whose pods are not allowed', () => {
    const manifests = rendered({
      leaderWorkerSet: {
        enabled: true,
        worker: { securityContext: { runAsNonRoot: false } },
      },
    });
    expect(podSecurityViolations(manifests, 'restricted')).toEqual([
      {
        level: 'restricted',
        field:
          'spec.leaderWorkerTemplate.workerTemplate.spec.containers[0].securityContext.runAsNonRoot',
        message: expect.stringContaining('set it to true'),
      },
    ]);
  });

  it('also looks at the containers that run first', () => {
    const initContainers = [
      {
        name: 'init',
        securityContext: { ...SAFE_CONTAINER, privileged: true },
      },
    ];
    expect(fields(deployment({ initContainers }), 'baseline')).toEqual([
      'initContainers[0].securityContext.privileged',
    ]);
  });
});
