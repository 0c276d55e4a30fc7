import { readPolicy } from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterError,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { standard, TARGET } from '../__testUtils__/deploying';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { WorkloadDeployer } from './WorkloadDeployer';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const AUDIT = 'pod-security.kubernetes.io/audit';
const WARN = 'pod-security.kubernetes.io/warn';

/** An entry of `metadata.managedFields`: labels that a manager applied. */
function setBy(manager: string, labels: string[]) {
  const owned = Object.fromEntries(labels.map(label => [`f:${label}`, {}]));
  return {
    manager,
    operation: 'Apply',
    fieldsV1: { 'f:metadata': { 'f:labels': owned } },
  };
}

/** Values that the level baseline does not allow. */
const HOST_PATH = standard({
  volumes: [{ name: 'models', hostPath: { path: '/models' } }],
});

/** Values that the level restricted does not allow. */
const ROOT = standard({ securityContext: { runAsNonRoot: false } });

/** A namespace that is held to a level. */
function setup(level?: string) {
  const access = new FakeClusterAccess();
  access.put('namespaces', {
    metadata: { name: 'team', labels: level ? { [ENFORCE]: level } : {} },
  });
  const deployer = new WorkloadDeployer({
    clusterAccess: access,
    mirrors: new FakeMirrors('east'),
    // Here the namespace is to refuse.
    policy: readPolicy({ volumes: { hostPaths: ['/models'] } }),
  });
  const namespaces = () =>
    access.requests.filter(request => request.includes('namespaces'));
  return { access, deployer, namespaces };
}

describe('a namespace with a pod security level', () => {
  it.each([
    ['baseline', HOST_PATH, 'volumes[0].hostPath'],
    ['restricted', HOST_PATH, 'volumes[0].hostPath'],
    ['restricted', ROOT, 'containers[0].securityContext.runAsNonRoot'],
  ])(
    '%s refuses what it would not let be made: %#',
    async (level, request, field) => {
      const { access, deployer } = setup(level);
      await expect(deployer.deploy(TARGET, request)).rejects.toThrow(
        expect.objectContaining({
          name: 'InputError',
          message: expect.stringContaining(
            `Namespace team of cluster 'east' holds its pods to the pod security level ${level}`,
          ),
          issues: [
            expect.objectContaining({
              severity: 'error',
              path: `spec.template.spec.${field}`,
              rule: 'pod-security',
            }),
          ],
        }),
      );
      expect(access.requests.filter(r => r.startsWith('apply'))).toEqual([]);
    },
  );

  it.each([
    [undefined, HOST_PATH],
    ['privileged', HOST_PATH],
    ['baseline', ROOT],
  ])('%s lets through what it allows: %#', async (level, request) => {
    const { deployer } = setup(level);
    const { issues } = await deployer.deploy(TARGET, request);
    expect(issues).toEqual([]);
  });

  it('is not asked about pods that every level allows', async () => {
    const { deployer, namespaces } = setup('restricted');
    await deployer.deploy(TARGET, standard());
    expect(namespaces()).toEqual([]);
  });

  it('is a warning where the account may not read it', async () => {
    const { access, deployer } = setup('restricted');
    access.failOn(
      /get namespaces/,
      new ClusterError('forbidden', { cluster: 'east', request: 'ask' }, 'no'),
    );
    const { issues } = await deployer.deploy(TARGET, ROOT);
    expect(issues).toMatchObject([
      { severity: 'warning', path: 'namespace', rule: 'pod-security-unknown' },
    ]);
  });
});

describe('namespace.podSecurity', () => {
  const labelled = (level: string, values: object = {}) =>
    standard({ ...values, namespace: { podSecurity: { enforce: level } } });

  it('labels the namespace before all else, under a manager of its own', async () => {
    const { access, deployer } = setup();
    const apply = jest.spyOn(access, 'apply');
    const { objects } = await deployer.deploy(TARGET, labelled('restricted'));
    expect(access.changes[0]).toBe('apply namespaces undefined/team');
    expect(apply.mock.calls[0][2]).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'team', labels: { [ENFORCE]: 'restricted' } },
    });
    expect(
      apply.mock.calls.map(([, , , options]) => options.fieldManager),
    ).toEqual([
      'backstage-aikit-chat',
      'backstage-aikit',
      'backstage-aikit',
      'backstage-aikit-chat',
      'backstage-aikit',
      'backstage-aikit',
    ]);
    expect(objects[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: 'team',
      change: 'updated',
    });
  });

  it('counts for the pods, and not the level that it replaces', async () => {
    const { deployer } = setup('baseline');
    await deployer.deploy(TARGET, labelled('baseline', ROOT.values));
    await expect(
      deployer.deploy(TARGET, labelled('restricted', ROOT.values)),
    ).rejects.toThrow(/pod security level restricted/);
  });

  it.each([
    ['restricted', 'privileged', false],
    ['restricted', 'baseline', true],
    ['baseline', 'privileged', true],
  ])(
    'never lowers the level %s to %s: force %s',
    async (held, level, force) => {
      const { access, deployer } = setup(held);
      for (const dryRun of [true, false]) {
        const request = { ...labelled(level), force, dryRun };
        await expect(deployer.deploy(TARGET, request)).rejects.toThrow(
          expect.objectContaining({
            name: 'InputError',
            issues: [
              expect.objectContaining({
                path: 'namespace.podSecurity.enforce',
                rule: 'pod-security-lowered',
              }),
            ],
          }),
        );
      }
      expect(access.changes).toEqual([]);
    },
  );

  it('does not lower a level that is raised at the same moment', async () => {
    const { access, deployer } = setup();
    const namespace = (
      resourceVersion: string,
      level?: string,
    ): KubernetesObject => ({
      metadata: {
        name: 'team',
        resourceVersion,
        labels: level ? { [ENFORCE]: level } : {},
      },
    });
    access.put('namespaces', namespace('7'));
    const apply = access.apply.bind(access);
    access.apply = async (...request) => {
      access.put('namespaces', namespace('8', 'restricted'));
      return apply(...request);
    };
    await expect(
      deployer.deploy(TARGET, { ...labelled('baseline'), force: true }),
    ).rejects.toThrow(expect.objectContaining({ name: 'ConflictError' }));
    expect(access.object('namespaces undefined/team')?.metadata.labels).toEqual(
      { [ENFORCE]: 'restricted' },
    );
  });

  it('stays when the values ask for it no more, and when the workload goes', async () => {
    const { access, deployer } = setup();
    await deployer.deploy(TARGET, labelled('baseline'));
    await deployer.deploy(TARGET, standard());
    await deployer.remove(TARGET);
    expect(access.paths).toEqual(['namespaces undefined/team']);
    expect(access.object('namespaces undefined/team')?.metadata.labels).toEqual(
      { [ENFORCE]: 'baseline' },
    );
  });

  it.each([
    ['is submitted', undefined],
    ['is tried', true],
  ])(
    'keeps what the workload set before and asks for no more: %s',
    async (_, dryRun) => {
      const { access, deployer } = setup();
      access.put('namespaces', {
        metadata: Object.assign(
          {
            name: 'team',
            labels: {
              [ENFORCE]: 'baseline',
              [AUDIT]: 'restricted',
              'app.example.com/team': 'search',
            },
          },
          {
            managedFields: [
              setBy('backstage-aikit-chat', [ENFORCE]),
              setBy('backstage-aikit-other', [AUDIT]),
              setBy('kubectl', ['app.example.com/team']),
            ],
          },
        ),
      });
      const apply = jest.spyOn(access, 'apply');
      await deployer.deploy(TARGET, {
        ...standard({ namespace: { podSecurity: { warn: 'restricted' } } }),
        dryRun,
      });
      const namespaces = apply.mock.calls
        .map(([, , object]) => object)
        .filter(({ kind }) => kind === 'Namespace');
      expect(namespaces).toHaveLength(dryRun ? 1 : 2);
      for (const { metadata } of namespaces) {
        // What others set stays theirs to take away.
        expect(metadata.labels).toEqual({
          [ENFORCE]: 'baseline',
          [WARN]: 'restricted',
        });
      }
    },
  );

  it('is changed where the values say another level', async () => {
    const { access, deployer } = setup('baseline');
    const { metadata } = access.object('namespaces undefined/team')!;
    Object.assign(metadata, {
      managedFields: [setBy('backstage-aikit-chat', [ENFORCE])],
    });
    await deployer.deploy(TARGET, labelled('restricted'));
    expect(access.object('namespaces undefined/team')?.metadata.labels).toEqual(
      { [ENFORCE]: 'restricted' },
    );
  });

  it('makes no namespace', async () => {
    const access = new FakeClusterAccess();
    const deployer = new WorkloadDeployer({
      clusterAccess: access,
      mirrors: new FakeMirrors('east'),
    });
    await expect(deployer.deploy(TARGET, labelled('baseline'))).rejects.toThrow(
      expect.objectContaining({
        name: 'NotFoundError',
        message: expect.stringContaining('create the namespace first'),
      }),
    );
    expect(access.changes).toEqual([]);
  });
});
