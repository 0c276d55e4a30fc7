import { parse, parseAllDocuments } from 'yaml';
import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import type { LayoutSource } from './files';
import { layoutFiles, LayoutRequest } from './layoutFiles';

const VALUES = { replicaCount: 2 };

function workload(more: Partial<LayoutSource> = {}): LayoutSource {
  const rendered = renderWorkload({
    values: VALUES,
    name: 'chat',
    namespace: 'team',
  });
  if (!rendered.ok) {
    throw new Error(JSON.stringify(rendered.issues));
  }
  const { name, namespace, manifests } = rendered;
  return { name, namespace, manifests, values: VALUES, ...more };
}

function files(request: Partial<LayoutRequest>, source = workload()) {
  const result = layoutFiles(
    { layout: 'plain', targetPath: 'apps/chat', ...request },
    source,
  );
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.files;
}

function issues(request: Partial<LayoutRequest>) {
  const result = layoutFiles(
    { layout: 'plain', targetPath: 'apps/chat', ...request },
    workload(),
  );
  return result.ok ? [] : result.issues;
}

const ARGOCD = { repoURL: 'https://git.example.com/team/deployments.git' };

describe('layouts of a repository', () => {
  it('plain has all objects in one file, each in its namespace', () => {
    const plain = files({});
    expect(Object.keys(plain)).toEqual([
      'apps/chat/manifests/chat.yaml',
      'apps/chat/values.yaml',
    ]);
    const objects = parseAllDocuments(
      plain['apps/chat/manifests/chat.yaml'],
    ).map(document => document.toJS());
    expect(
      objects.map(({ kind, metadata }) => [kind, metadata.namespace]),
    ).toEqual([
      ['Deployment', 'team'],
      ['Service', 'team'],
    ]);
  });

  it('plain puts no Namespace into a namespace', () => {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'team' },
    };
    const plain = files({}, workload({ manifests: [namespace] }));
    const { metadata } = parse(plain['apps/chat/manifests/chat.yaml']);
    expect(metadata).toMatchObject({ name: 'team' });
    expect(metadata).not.toHaveProperty('namespace');
  });

  it('kustomize lists a file for each object, and gives the namespace', () => {
    const kustomize = files({ layout: 'kustomize' });
    expect(Object.keys(kustomize).sort()).toEqual([
      'apps/chat/deployment.yaml',
      'apps/chat/kustomization.yaml',
      'apps/chat/service.yaml',
      'apps/chat/values.yaml',
    ]);
    expect(parse(kustomize['apps/chat/kustomization.yaml'])).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: 'team',
      resources: ['deployment.yaml', 'service.yaml'],
    });
    expect(parse(kustomize['apps/chat/deployment.yaml'])).toEqual(
      workload().manifests[0],
    );
  });

  it('argocd has an Application of the folder with the manifests', () => {
    const argocd = files({ layout: 'argocd', argocd: ARGOCD });
    expect(Object.keys(argocd).sort()).toEqual([
      'apps/chat/application.yaml',
      'apps/chat/kustomization.yaml',
      'apps/chat/manifests/deployment.yaml',
      'apps/chat/manifests/kustomization.yaml',
      'apps/chat/manifests/service.yaml',
      'apps/chat/values.yaml',
    ]);
    expect(parse(argocd['apps/chat/application.yaml'])).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'team--chat', namespace: 'argocd' },
      spec: {
        project: 'default',
        source: {
          repoURL: ARGOCD.repoURL,
          targetRevision: 'HEAD',
          path: 'apps/chat/manifests',
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'team',
        },
      },
    });
  });

  it.each([
    [
      { server: 'https://10.0.0.1:6443' },
      { server: 'https://10.0.0.1:6443' },
      /^10-0-0-1-6443--team--chat-\w{7}$/,
    ],
    [{ cluster: 'us-east' }, { name: 'us-east' }, /^us-east--team--chat$/],
  ])('argocd goes to the destination %j', (where, destination, name) => {
    const argocd = files({
      layout: 'argocd',
      argocd: { ...ARGOCD, ...where },
    });
    const application = parse(argocd['apps/chat/application.yaml']);
    expect(application.spec.destination).toEqual({
      ...destination,
      namespace: 'team',
    });
    expect(application.metadata.name).toMatch(name);
  });

  it('flux has a Kustomization of the folder, from a source by its name', () => {
    const flux = files({
      layout: 'flux',
      targetPath: '.',
      flux: { sourceName: 'deployments', kubeConfigSecret: 'us-east' },
    });
    expect(Object.keys(flux).sort()).toEqual([
      'flux-kustomization.yaml',
      'kustomization.yaml',
      'manifests/deployment.yaml',
      'manifests/kustomization.yaml',
      'manifests/service.yaml',
      'values.yaml',
    ]);
    expect(parse(flux['flux-kustomization.yaml'])).toMatchObject({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      metadata: { name: 'us-east--team--chat', namespace: 'flux-system' },
      spec: {
        interval: '10m',
        path: './manifests',
        targetNamespace: 'team',
        sourceRef: { kind: 'GitRepository', name: 'deployments' },
        kubeConfig: { secretRef: { name: 'us-east' } },
      },
    });
  });

  it.each<[string, Partial<LayoutRequest>]>([
    ['application.yaml', { layout: 'argocd', argocd: ARGOCD }],
    ['flux-kustomization.yaml', { layout: 'flux', flux: { sourceName: 'a' } }],
  ])(
    'a controller that comes upon the folder finds %s alone',
    (file, request) => {
      const written = files(request);
      expect(parse(written['apps/chat/kustomization.yaml'])).toEqual({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [file],
      });
    },
  );

  it('writes the inputs beside, so that the next change is one of inputs', () => {
    const written = files(
      {},
      workload({
        preset: { name: 'vllm', inputs: { model: 'a/b' } },
      }),
    );
    expect(parse(written['apps/chat/values.yaml'])).toEqual(VALUES);
    expect(parse(written['apps/chat/preset.yaml'])).toEqual({
      name: 'vllm',
      inputs: { model: 'a/b' },
    });
  });

  it('notes beside the values that a release has to be named again', () => {
    const of = (release?: string) =>
      files({}, workload({ release }))['apps/chat/values.yaml'];
    expect(of('llama')).toContain(
      "# The Deployment selects its pods as Helm's release llama",
    );
    expect(parse(of('llama'))).toEqual(VALUES);
    expect(of()).not.toContain('Helm');
  });

  it.each(['', '.', './', 'apps', './apps/chat/', 'a.b/c_d'])(
    'takes the path "%s"',
    path => {
      expect(issues({ targetPath: path })).toEqual([]);
      expect(
        Object.keys(files({ targetPath: path })).every(file =>
          /^\w/.test(file),
        ),
      ).toBe(true);
    },
  );

  it.each(['..', 'a/../b', '/etc', 'a//b', '.git', 'a/.git', 'a b'])(
    'refuses the path "%s"',
    path => {
      expect(issues({ targetPath: path })).toEqual([
        expect.objectContaining({
          path: 'targetPath',
          rule: 'repository-path',
          given: path,
        }),
      ]);
    },
  );

  it.each([
    ['argocd.repoURL', { layout: 'argocd' }],
    [
      'argocd.repoURL',
      { layout: 'argocd', argocd: { repoURL: 'deployments' } },
    ],
    [
      'argocd.repoURL',
      { layout: 'argocd', argocd: { repoURL: 'https://me:secret@host/a/b' } },
    ],
    [
      'argocd.revision',
      { layout: 'argocd', argocd: { ...ARGOCD, revision: '-f' } },
    ],
    [
      'argocd.server',
      {
        layout: 'argocd',
        argocd: { ...ARGOCD, server: 'https://a:6443', cluster: 'b' },
      },
    ],
    ['argocd', { layout: 'argocd', argocd: { ...ARGOCD, prune: false } }],
    ['flux.sourceName', { layout: 'flux' }],
    [
      'flux.interval',
      { layout: 'flux', flux: { sourceName: 'a', interval: '10' } },
    ],
  ] as [string, Partial<LayoutRequest>][])(
    'says that %s is wrong in %j',
    (path, request) => {
      expect(issues(request).map(issue => issue.path)).toEqual([path]);
    },
  );
});
