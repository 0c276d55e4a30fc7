import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createRenderAction } from './createRenderAction';

const workspace = createMockDirectory();

/** The manifests of what Helm installed as the release llama. */
async function render(input: object = {}) {
  await createRenderAction().handler(
    createMockActionContext({
      input: {
        namespace: 'models',
        name: 'llama-aikit',
        release: 'llama',
        values: {},
        ...input,
      },
      workspacePath: workspace.path,
    }),
  );
  const text = await readFile(join(workspace.path, 'manifests.yaml'), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

/** As the chart gives them to its Deployment; see the golden Helm renders. */
const SELECTOR = {
  'app.kubernetes.io/name': 'aikit',
  'app.kubernetes.io/instance': 'llama',
};

describe('aikit:render of what Helm installed', () => {
  beforeEach(() => workspace.clear());

  it('keeps the selector of the release, and the pods in it', async () => {
    const [deployment, service] = await render();
    expect(deployment.metadata.name).toBe('llama-aikit');
    expect(deployment.spec.selector).toEqual({ matchLabels: SELECTOR });
    expect(deployment.spec.template.metadata.labels).toMatchObject(SELECTOR);
    expect(service.spec.selector).toEqual(SELECTOR);
  });

  it('marks the objects as the portal does, by the workload', async () => {
    for (const { metadata } of await render()) {
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/instance': 'llama-aikit',
        'backstage.io/kubernetes-id': 'llama-aikit',
      });
    }
  });

  it('goes by the names that the release had in its values', async () => {
    const [deployment] = await render({
      name: 'chat',
      values: { fullnameOverride: 'chat', nameOverride: 'llm' },
    });
    expect(deployment.metadata.name).toBe('chat');
    expect(deployment.spec.selector).toEqual({
      matchLabels: { ...SELECTOR, 'app.kubernetes.io/name': 'llm' },
    });
  });

  it('makes no difference to a LeaderWorkerSet', async () => {
    const values = { leaderWorkerSet: { enabled: true } };
    const named = await render({ values });
    workspace.clear();
    expect(named).toEqual(await render({ values, release: undefined }));
  });

  it.each([
    [
      { name: 'chat' },
      /^release 'llama' is not that of chat: by the chart's rule its workload is llama-aikit\. Give the name llama-aikit/,
    ],
    [
      { release: 'Llama!' },
      /^The workload cannot be rendered:\nrelease: "Llama!" must be a release name of Helm/,
    ],
    [{ values: { replicaCount: -1 } }, /replicaCount: /],
  ])('refuses %j, and writes nothing', async (input, message) => {
    await expect(render(input)).rejects.toThrow(message);
    expect(workspace.content()).toEqual({});
  });
});
