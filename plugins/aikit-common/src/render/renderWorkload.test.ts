import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { PodTemplate } from 'kubernetes-models/v1/PodTemplate';
import { Service } from 'kubernetes-models/v1/Service';
import type { Manifest } from '../api/contract';
import { RenderInput, renderWorkload } from './renderWorkload';

function render(values: unknown, input: Partial<RenderInput> = {}) {
  const result = renderWorkload({
    values,
    name: 'search-llm',
    namespace: 'team-search',
    ...input,
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result;
}

const EXAMPLE = {
  leaderWorkerSet: {
    enabled: true,
    replicas: 2,
    leaderWorkerTemplate: { size: 5 },
    leader: { resources: { limits: { 'nvidia.com/gpu': '4' } } },
    worker: { resources: { limits: { 'nvidia.com/gpu': 2 } } },
  },
  podLabels: { team: 'search' },
  podAnnotations: { note: 'x' },
  nodeSelector: { zone: 'a' },
};

type Labelled = { metadata: { labels: Record<string, string> } };
type Templates = {
  template?: Labelled;
  leaderWorkerTemplate?: { leaderTemplate: Labelled; workerTemplate: Labelled };
};

function podTemplates({ spec }: Manifest): Labelled[] {
  const { template, leaderWorkerTemplate: roles } = spec as Templates;
  return roles
    ? [roles.leaderTemplate, roles.workerTemplate]
    : [template as Labelled];
}

describe('renderWorkload', () => {
  it('renders a Deployment unless distributed mode is asked for', () => {
    expect(render({})).toMatchObject({
      kind: 'Deployment',
      mode: 'standard',
      summary: 'Deployment search-llm: 1 pod',
    });
    expect(render(EXAMPLE)).toMatchObject({
      kind: 'LeaderWorkerSet',
      mode: 'distributed',
      summary:
        'LeaderWorkerSet search-llm: 2 groups × 5 pods, 24 nvidia.com/gpu',
      endpoint: 'http://search-llm.team-search:8080/v1',
    });
  });

  it('gives the same for the same input, and does not change it', () => {
    const values = JSON.stringify(EXAMPLE);
    const input = JSON.parse(values);
    const first = render(input);
    expect(JSON.stringify(input)).toBe(values);
    expect(JSON.stringify(render(input))).toBe(JSON.stringify(first));
    expect(JSON.stringify(render(JSON.parse(values)))).toBe(
      JSON.stringify(first),
    );
  });

  it('shares nothing between results and with the defaults', () => {
    const before = JSON.stringify(render({}).manifests);
    const [{ spec }] = render({}).manifests;
    (
      spec as { template: { spec: { containers: unknown[] } } }
    ).template.spec.containers.length = 0;
    expect(JSON.stringify(render({}).manifests)).toBe(before);
  });

  it('renders objects that Kubernetes takes', () => {
    const autoscaling = { enabled: true, maxReplicas: 4 };
    const [workload, service, autoscaler] = render({ autoscaling }).manifests;
    new Deployment(workload as never).validate();
    new Service(service as never).validate();
    new HorizontalPodAutoscaler(autoscaler as never).validate();
    for (const template of podTemplates(render(EXAMPLE).manifests[0])) {
      new PodTemplate({ template } as never).validate();
    }
    expect(() =>
      new Service({ ...service, spec: { ports: 1 } } as never).validate(),
    ).toThrow();
  });

  it('labels every object and pod template with the entity', () => {
    for (const values of [EXAMPLE, { autoscaling: { enabled: true } }]) {
      const { manifests } = render(values, {
        entityRef: 'component:default/search',
      });
      const labelled = [...manifests, ...podTemplates(manifests[0])];
      for (const { metadata } of labelled) {
        expect(metadata.labels).toMatchObject({
          'backstage.io/kubernetes-id': 'search',
          'app.kubernetes.io/managed-by': 'backstage-aikit',
        });
      }
    }
  });

  it('annotates the workload alone with entity, owner and system', () => {
    const { manifests } = render(EXAMPLE, {
      entityRef: 'component:default/search',
      owner: 'group:default/team-search',
      system: 'system:default/portal',
    });
    expect(manifests.map(({ metadata }) => metadata.annotations)).toEqual([
      {
        'aikit-backstage/entity-ref': 'component:default/search',
        'aikit-backstage/inference': expect.any(String),
        'aikit-backstage/owner': 'group:default/team-search',
        'aikit-backstage/system': 'system:default/portal',
      },
      undefined,
    ]);
  });

  it('keeps the selector of a Deployment when entity and version change', () => {
    const selector = (input: Partial<RenderInput>, tag: string) =>
      render({ image: { tag } }, input).manifests[0].spec;
    expect(selector({ entityRef: 'component:default/a' }, '8b')).toMatchObject({
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': 'aikit',
          'app.kubernetes.io/instance': 'search-llm',
        },
      },
    });
    expect(selector({ entityRef: 'component:default/a' }, '8b')).toHaveProperty(
      'selector',
      (selector({}, '70b') as { selector: unknown }).selector,
    );
  });

  it('gives the entity of the request precedence over a label, and says so', () => {
    const podLabels = { 'backstage.io/kubernetes-id': 'other' };
    const result = render(
      { podLabels },
      { entityRef: 'component:default/search' },
    );
    expect(podTemplates(result.manifests[0])[0].metadata.labels).toMatchObject({
      'backstage.io/kubernetes-id': 'search',
    });
    expect(result.issues).toMatchObject([
      { severity: 'warning', path: 'podLabels["backstage.io/kubernetes-id"]' },
    ]);
  });

  it.each([
    ['8b@sha256:'.concat('a'.repeat(64)), '8b'],
    [`_${'x'.repeat(80)}`, 'x'.repeat(63)],
    ['v1.2-_', 'v1.2'],
    ['___', undefined],
  ])('makes the version label of the tag %s', (tag, label) => {
    const [{ metadata }] = render({ image: { tag } }).manifests;
    expect(metadata.labels?.['app.kubernetes.io/version']).toBe(label);
  });

  it('makes no Job that labels the namespace, and says so', () => {
    const result = render({
      postInstall: { labelNamespace: { enabled: true } },
    });
    expect(result.manifests.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'Service',
    ]);
    expect(result.issues).toMatchObject([
      { severity: 'warning', path: 'postInstall' },
    ]);
  });

  it('leaves the replicas to the autoscaler, and sums up both ends', () => {
    const { manifests, summary } = render({
      ...EXAMPLE,
      autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 3 },
    });
    expect(manifests[0].spec).not.toHaveProperty('replicas');
    expect(manifests[2]).toMatchObject({
      kind: 'HorizontalPodAutoscaler',
      spec: {
        scaleTargetRef: {
          apiVersion: 'leaderworkerset.x-k8s.io/v1',
          kind: 'LeaderWorkerSet',
          name: 'search-llm',
        },
      },
    });
    expect(summary).toBe(
      'LeaderWorkerSet search-llm: 1 to 3 groups × 5 pods, 12 to 36 nvidia.com/gpu',
    );
  });

  it('refuses with all issues at once, and renders nothing', () => {
    const result = renderWorkload({
      values: { replicaCount: -1 },
      namespace: 'team_x',
      entityRef: 'nonsense',
    });
    expect(result).toEqual({ ok: false, issues: expect.any(Array) });
    expect(result.issues.map(({ path }) => path)).toEqual([
      'name',
      'namespace',
      'entityRef',
      'replicaCount',
    ]);
  });

  it('refuses an entity whose name is no label value', () => {
    expect(
      renderWorkload({
        values: {},
        name: 'a',
        namespace: 'b',
        entityRef: `component:default/${'x'.repeat(64)}`,
      }),
    ).toMatchObject({ ok: false, issues: [{ path: 'entityRef' }] });
  });

  it('prefers the given name to fullnameOverride, and says so', () => {
    const result = render({ fullnameOverride: 'other' });
    expect(result.name).toBe('search-llm');
    expect(result.issues).toMatchObject([
      { severity: 'warning', path: 'fullnameOverride' },
    ]);
  });
});
