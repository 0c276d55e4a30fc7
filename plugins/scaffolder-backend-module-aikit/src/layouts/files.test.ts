import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { withKeptNamespace } from './files';
import { layoutFiles, LayoutName, LAYOUTS } from './layoutFiles';

const values = { namespace: { podSecurity: { enforce: 'baseline' } } };

const KEPT = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

function manifests(): Manifest[] {
  const rendered = renderWorkload({ values, name: 'chat', namespace: 'team' });
  if (!rendered.ok) {
    throw new Error(JSON.stringify(rendered.issues));
  }
  return rendered.manifests;
}

/** All objects that a layout has for the cluster. */
function objects(layout: LayoutName): Manifest[] {
  const laidOut = layoutFiles(
    {
      layout,
      targetPath: '',
      argocd: { repoURL: 'https://git.example.com/team/deployments.git' },
      flux: { sourceName: 'deployments' },
    },
    { name: 'chat', namespace: 'team', manifests: manifests(), values },
  );
  if (!laidOut.ok) {
    throw new Error(JSON.stringify(laidOut.issues));
  }
  return Object.values(laidOut.files)
    .flatMap(text => parseAllDocuments(text).map(document => document.toJS()))
    .filter(({ kind }) => kind !== undefined);
}

describe('the namespace whose labels a workload sets', () => {
  it.each(LAYOUTS)(
    'is not deleted by a controller that follows the layout %s',
    layout => {
      const namespaces = objects(layout).filter(
        ({ kind }) => kind === 'Namespace',
      );
      expect(namespaces).toEqual([
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: 'team',
            labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
            annotations: KEPT,
          },
        },
      ]);
    },
  );

  it.each(LAYOUTS)(
    'is the only object of the layout %s that is kept for ever',
    layout => {
      const kept = objects(layout).filter(({ metadata }) =>
        Object.keys(KEPT).some(mark => mark in (metadata?.annotations ?? {})),
      );
      expect(kept.map(({ kind }) => kind)).toEqual(['Namespace']);
    },
  );

  it('keeps the annotations that it has', () => {
    const [{ metadata }] = withKeptNamespace([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'team', annotations: { note: 'ours' } },
      },
    ]);
    expect(metadata.annotations).toEqual({ note: 'ours', ...KEPT });
  });

  it('bears no such mark when it is submitted to a cluster', () => {
    const namespace = manifests().find(({ kind }) => kind === 'Namespace');
    expect(parse(JSON.stringify(namespace)).metadata).not.toHaveProperty(
      'annotations',
    );
  });
});
