import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import {
  APPLY,
  createTestWriter,
  NAMESPACE,
} from '../writes/__testUtils__/testWriter';

const VALUES = {
  serviceAccount: { create: true },
  rbac: {
    create: true,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  ingress: { enabled: true, hosts: [{ host: 'chat.example.com' }] },
  networkPolicy: { enabled: true, from: [{ podSelector: {} }] },
  podDisruptionBudget: { enabled: true },
};

const PLURALS: Record<string, string> = {
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
};

describe('what workloads have beside their pods', () => {
  const rendered = renderWorkload({
    values: VALUES,
    name: 'chat',
    namespace: NAMESPACE,
  });
  const accessories = rendered.ok ? rendered.manifests.slice(1) : [];

  it.each(accessories.map(manifest => [manifest.kind, manifest] as const))(
    'serves %s, and an apply of the same changes nothing',
    (kind, manifest) => {
      const { patch, registry } = createTestWriter();
      const [version, group = ''] = manifest.apiVersion.split('/').reverse();
      const plural = PLURALS[kind] ?? `${kind.toLocaleLowerCase('en-US')}s`;
      const type = registry.find(group, version, plural)!;
      const apply = () =>
        patch(type, 'chat', APPLY, manifest, { fieldManager: 'portal' });
      const { metadata } = apply();
      expect(apply().metadata.resourceVersion).toBe(metadata.resourceVersion);
    },
  );

  it('keeps the defaults of the API server', () => {
    const { patch, registry } = createTestWriter();
    const budgets = registry.find('policy', 'v1', 'poddisruptionbudgets')!;
    const budget = accessories.find(
      ({ kind }) => kind === 'PodDisruptionBudget',
    );
    expect(
      patch(budgets, 'chat', APPLY, budget, { fieldManager: 'portal' }),
    ).toMatchObject({
      metadata: { generation: 1 },
      spec: { maxUnavailable: 1 },
      status: { disruptionsAllowed: 0 },
    });
  });
});
