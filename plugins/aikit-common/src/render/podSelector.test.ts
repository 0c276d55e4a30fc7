import { renderWorkload } from './renderWorkload';

type Objects = {
  kind: string;
  metadata: { labels: Record<string, string> };
  spec: {
    selector: Record<string, unknown>;
    template: { metadata: { labels: Record<string, string> } };
  };
}[];

const LIVE = {
  'app.kubernetes.io/name': 'aikit',
  'app.kubernetes.io/instance': 'llama',
};

function render(values: object, podSelector?: Record<string, string>) {
  const rendered = renderWorkload({
    values,
    name: 'llama-aikit',
    namespace: 'models',
    podSelector,
  });
  if (!rendered.ok) {
    throw new Error(JSON.stringify(rendered.issues));
  }
  return rendered.manifests as unknown as Objects;
}

describe('a selector that is there already', () => {
  it('is kept by the Deployment, its pods and its Service', () => {
    const [deployment, service] = render({}, LIVE);
    expect(deployment.spec.selector).toEqual({ matchLabels: LIVE });
    expect(deployment.spec.template.metadata.labels).toMatchObject(LIVE);
    expect(service.spec.selector).toEqual(LIVE);
  });

  it('does not change whose the objects are', () => {
    for (const { metadata } of render({}, LIVE)) {
      expect(metadata.labels['app.kubernetes.io/instance']).toBe('llama-aikit');
    }
  });

  it('wins over labels of the values, or pods would not be selected', () => {
    const [deployment] = render(
      { podLabels: { app: 'mine' } },
      { app: 'live' },
    );
    expect(deployment.spec.template.metadata.labels.app).toBe('live');
  });

  it('is none of a LeaderWorkerSet, which selects by its own labels', () => {
    const values = { leaderWorkerSet: { enabled: true } };
    expect(render(values, LIVE)).toEqual(render(values));
  });
});
