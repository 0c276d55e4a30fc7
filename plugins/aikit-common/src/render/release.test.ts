import type { ValuesMap } from '../values/merge';
import { renderWorkload } from './renderWorkload';

/** What Helm installed as the release llama, by its name in the portal. */
function render(values: ValuesMap = {}, name = 'llama-aikit') {
  return renderWorkload({ values, name, release: 'llama', namespace: 'team' });
}

function manifests(...args: Parameters<typeof render>) {
  const result = render(...args);
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

/** As the chart gives them to its Deployment; see the golden Helm renders. */
const SELECTOR = {
  'app.kubernetes.io/name': 'aikit',
  'app.kubernetes.io/instance': 'llama',
};

describe('a workload with a name, that Helm installed as a release', () => {
  it('keeps the selector of the release, and the pods in it', () => {
    const [deployment, service] = manifests();
    expect(deployment.metadata.name).toBe('llama-aikit');
    expect(deployment.spec).toMatchObject({
      selector: { matchLabels: SELECTOR },
      template: { metadata: { labels: SELECTOR } },
    });
    expect(service.spec).toMatchObject({ selector: SELECTOR });
  });

  it('bears the labels of the portal, by the workload', () => {
    for (const { metadata } of manifests()) {
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/instance': 'llama-aikit',
      });
    }
  });

  it('goes by the names that the release had in its values', () => {
    const values = { fullnameOverride: 'chat', nameOverride: 'llm' };
    expect(manifests(values, 'chat')[0].spec).toMatchObject({
      selector: {
        matchLabels: { ...SELECTOR, 'app.kubernetes.io/name': 'llm' },
      },
    });
  });

  it('is the same without the release as a LeaderWorkerSet', () => {
    const values = { leaderWorkerSet: { enabled: true } };
    const input = { values, name: 'llama-aikit', namespace: 'team' };
    expect(render(values)).toEqual(renderWorkload(input));
  });

  it('is refused by another name than the chart makes from the release', () => {
    expect(render({}, 'chat')).toEqual({
      ok: false,
      issues: [
        {
          severity: 'error',
          path: 'release',
          message: expect.stringMatching(
            /^is not that of chat: by the chart's rule its workload is llama-aikit\. Give that name/,
          ),
          rule: 'release-name',
          given: 'llama',
          suggestion: null,
        },
      ],
    });
  });
});
