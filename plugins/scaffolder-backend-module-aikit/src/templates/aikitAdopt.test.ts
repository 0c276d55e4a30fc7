import { createServiceFactory } from '@backstage/backend-plugin-api';
import { startTestBackend, TestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { AdoptResponse } from '@aikit-backstage/plugin-aikit-common';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { fakeAikit } from '../__testUtils__/fakeAikit';
import { fillForm } from '../__testUtils__/fillForm';
import { readTemplate, runTemplate } from '../__testUtils__/scaffolderTasks';
import scaffolderModuleAikit from '..';

const TEMPLATE = readTemplate('aikit-adopt');

/** What has no default in the form. */
const FORM = {
  cluster: 'us-east',
  namespace: 'models',
  release: 'llama',
  owner: 'group:default/team-search',
};

const ADOPTED: AdoptResponse = {
  name: 'llama',
  chart: { name: 'aikit', version: '0.19.0' },
  revision: 1,
  status: 'deployed',
  workload: 'llama-aikit',
  kind: 'Deployment',
  userValues: {},
  values: { replicaCount: 3, podLabels: { note: 'ø & "quoted"' } },
  dryRun: false,
  objects: [],
  left: [],
  next: { objects: [], restarts: true },
  hints: [],
};

describe('the template aikit-adopt, run by the scaffolder', () => {
  const aikit = fakeAikit();
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleAikit,
        catalogServiceMock.factory({ entities: [TEMPLATE] }),
        createServiceFactory({
          service: aikitServiceRef,
          deps: {},
          factory: () => aikit,
        }),
      ],
    });
  }, 60_000);
  afterAll(() => backend.stop());
  beforeEach(() => jest.clearAllMocks());

  /** Fills in the form, runs the steps; gives what was asked of the backend. */
  async function submit(form: object = {}, answer: object = {}) {
    const adopted = { ...ADOPTED, ...answer };
    aikit.release.mockResolvedValue(adopted);
    aikit.adopt.mockResolvedValue(adopted);
    const values = fillForm(TEMPLATE.spec.parameters, { ...FORM, ...form });
    const task = await runTemplate(backend, 'aikit-adopt', values);
    if (task.status !== 'completed') {
      throw new Error(task.log);
    }
    const [target, request] = aikit.adopt.mock.calls[0];
    const [what, next] = task.output.text;
    return { ...task.output, target, request, what, next };
  }

  it('only shows what would change when nothing else is chosen', async () => {
    const { target, request, links, what } = await submit();
    expect(target).toEqual({
      cluster: 'us-east',
      namespace: 'models',
      release: 'llama',
    });
    expect(request).toEqual({
      entityRef: 'component:default/llama-aikit',
      owner: 'group:default/team-search',
      dryRun: true,
    });
    expect(what.content).toContain('Nothing has changed.');
    // There is no entity yet.
    expect(links.filter(({ entityRef }) => entityRef)).toEqual([]);
  });

  it('takes over, and links to the entity', async () => {
    const { request, links, what } = await submit({
      mode: 'takeOver',
      forget: true,
      system: 'system:default/search',
    });
    expect(request).toEqual({
      entityRef: 'component:default/llama-aikit',
      owner: 'group:default/team-search',
      system: 'system:default/search',
      forget: true,
    });
    expect(what.content).toContain('The portal looks after');
    expect(links[0]).toMatchObject({
      entityRef: 'component:default/llama-aikit',
    });
  });

  it('says whether the next submission replaces the pods', async () => {
    expect((await submit()).what.content).toContain('**replaces its pods**');
    const next = { objects: [], restarts: false, error: 'port: is wrong' };
    const { what } = await submit({}, { next });
    expect(what.content).toContain('**replaces no pods**');
    expect(what.content).toContain(
      'They cannot be submitted as they are: port: is wrong',
    );
  });

  it('gives the values as JSON that can be copied', async () => {
    const { content } = (await submit()).next;
    const [, json] = /```json\n([^]*)```/.exec(content) ?? [];
    expect(JSON.parse(json)).toEqual(ADOPTED.values);
  });

  it('links to the form, filled in with the same', async () => {
    const { links } = await submit();
    const url = new URL(links.find(link => link.url)?.url ?? '', 'http://a');
    expect(url.pathname).toBe('/create/templates/default/aikit-inference');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toMatchObject({
      inference: {
        preset: 'aikit',
        inputs: { groups: 3 },
        values: { podLabels: ADOPTED.values.podLabels },
      },
      cluster: 'us-east',
      namespace: 'models',
      name: 'llama-aikit',
      owner: 'group:default/team-search',
    });
  });

  it.each([
    ['Deployment', 'llama'],
    ['LeaderWorkerSet', undefined],
  ])(
    'links to the form for a pull request, where a %s goes by release %s',
    async (kind, release) => {
      const { links, next } = await submit({}, { kind });
      const link = links.find(
        ({ title }) => title === 'Propose it as a pull request',
      );
      const url = new URL(link?.url ?? '', 'http://a');
      expect(url.pathname).toBe(
        '/create/templates/default/aikit-inference-gitops',
      );
      const form = JSON.parse(url.searchParams.get('formData') ?? '');
      expect(form).toMatchObject({
        inference: { preset: 'aikit' },
        cluster: 'us-east',
        namespace: 'models',
        name: 'llama-aikit',
        owner: 'group:default/team-search',
      });
      expect(form.release).toBe(release);
      expect(next.content.includes('release: llama')).toBe(
        release !== undefined,
      );
    },
  );
});
