import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import { parse, parseAllDocuments } from 'yaml';
import { startFakeGithub } from '../__testUtils__/fakeGithub';
import { readTemplate, runTemplate } from '../__testUtils__/scaffolderTasks';
import scaffolderModuleAikit from '..';

const TEMPLATE = readTemplate('aikit-inference-gitops');

/** What the form holds when everything is filled in. */
const FORM = {
  inference: {
    preset: 'aikit',
    inputs: { model: 'phi4:14b', groups: 2 },
    values: { podLabels: { 'example.com/tier': 'gold' } },
  },
  cluster: 'us-east',
  namespace: 'team-search',
  name: 'search-llm',
  owner: 'group:default/team-search',
  repoUrl: 'github.test?owner=team-search&repo=deployments',
};

describe('the template aikit-inference-gitops, run by the scaffolder', () => {
  let github: Awaited<ReturnType<typeof startFakeGithub>>;
  let backend: TestBackend;

  beforeAll(async () => {
    github = await startFakeGithub();
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleAikit,
        scaffolderModuleGithub,
        catalogServiceMock.factory({ entities: [TEMPLATE] }),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              github: [
                {
                  host: 'github.test',
                  apiBaseUrl: github.apiBaseUrl,
                  token: 'test',
                },
              ],
            },
          },
        }),
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await backend.stop();
    await github.stop();
  });
  beforeEach(() => {
    github.pullRequests.length = 0;
  });

  /** Runs the template to its end. */
  function run(more: object) {
    return runTemplate(backend, 'aikit-inference-gitops', { ...FORM, ...more });
  }

  async function proposed(more: object) {
    const { status, log } = await run(more);
    if (status !== 'completed') {
      throw new Error(log);
    }
    expect(github.pullRequests).toHaveLength(1);
    return github.pullRequests[0];
  }

  it('opens a pull request with the manifests and their inputs', async () => {
    const { files, ...request } = await proposed({ layout: 'kustomize' });
    expect(request).toMatchObject({
      head: 'team-search:aikit/us-east/team-search/search-llm',
      base: 'main',
      title: 'Run search-llm on us-east',
      body: expect.stringContaining('Deployment search-llm: 2 pods'),
    });
    const folder = 'clusters/us-east/team-search/search-llm';
    expect(Object.keys(files).sort()).toEqual([
      `${folder}/deployment.yaml`,
      `${folder}/kustomization.yaml`,
      `${folder}/preset.yaml`,
      `${folder}/service.yaml`,
      `${folder}/values.yaml`,
    ]);
    const { metadata, spec } = parse(files[`${folder}/deployment.yaml`]);
    expect(metadata.annotations).toMatchObject({
      'aikit-backstage/entity-ref': 'component:default/search-llm',
      'aikit-backstage/owner': 'group:default/team-search',
    });
    expect(spec.template.spec.containers[0].image).toBe(
      'ghcr.io/kaito-project/aikit/phi4:14b',
    );
    expect(spec.template.metadata.labels['example.com/tier']).toBe('gold');
    expect(parse(files[`${folder}/values.yaml`])).toEqual(
      FORM.inference.values,
    );
    expect(parse(files[`${folder}/preset.yaml`])).toEqual({
      name: 'aikit',
      inputs: FORM.inference.inputs,
    });
  });

  it('makes a folder and a branch of what no folder or branch can be called', async () => {
    const { files, head, title } = await proposed({
      layout: 'kustomize',
      cluster: 'arn:aws:eks:eu-west-1:1:cluster/prod',
    });
    expect(title).toContain('arn:aws:eks:eu-west-1:1:cluster/prod');
    const cluster = 'arn-aws-eks-eu-west-1-1-cluster-prod';
    expect(head).toBe(`team-search:aikit/${cluster}/team-search/search-llm`);
    expect(Object.keys(files)).toContain(
      `clusters/${cluster}/team-search/search-llm/kustomization.yaml`,
    );
  });

  it('gives Argo CD the repository that the pull request is for', async () => {
    const { files, base } = await proposed({
      layout: 'argocd',
      path: 'apps/search',
      targetBranch: 'production',
      argocd: { destination: 'us-east', project: 'ml' },
    });
    expect(base).toBe('production');
    expect(parse(files['apps/search/application.yaml']).spec).toMatchObject({
      project: 'ml',
      source: {
        repoURL: 'https://github.test/team-search/deployments.git',
        targetRevision: 'production',
        path: 'apps/search/manifests',
      },
      destination: { name: 'us-east', namespace: 'team-search' },
    });
  });

  it('gives Flux the source by its name', async () => {
    const { files } = await proposed({
      layout: 'flux',
      flux: { sourceName: 'deployments' },
    });
    const folder = 'clusters/us-east/team-search/search-llm';
    expect(
      parse(files[`${folder}/flux-kustomization.yaml`]).spec,
    ).toMatchObject({
      sourceRef: { kind: 'GitRepository', name: 'deployments' },
      path: `./${folder}/manifests`,
    });
  });

  it('has everything in one file in the plain layout', async () => {
    const { files } = await proposed({ layout: 'plain', path: 'chat' });
    expect(Object.keys(files)).toContain('chat/manifests/search-llm.yaml');
  });

  it.each([
    { cluster: 'eu-west' },
    { namespace: 'team-chat' },
    { name: 'search-code' },
    // Joined by hyphens it would be the same as the one of the form.
    { namespace: 'team', name: 'search-search-llm' },
  ])('touches nothing of another workload: %j', async other => {
    const ARGOCD = { layout: 'argocd' };
    const one = await proposed(ARGOCD);
    github.pullRequests.length = 0;
    const two = await proposed({ ...ARGOCD, ...other });
    expect(two.head).not.toBe(one.head);
    const paths = Object.keys(one.files);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter(path => path in two.files)).toEqual([]);
  });

  it('keeps the selector of what Helm installed', async () => {
    const { files } = await proposed({
      layout: 'plain',
      path: 'chat',
      name: 'llama-aikit',
      release: 'llama',
    });
    const [deployment] = parseAllDocuments(
      files['chat/manifests/llama-aikit.yaml'],
    ).map(document => document.toJS());
    expect(deployment).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'llama-aikit' },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/instance': 'llama' } },
      },
    });
    expect(files['chat/values.yaml']).toContain('release llama');
  });

  it('proposes nothing when the values are wrong', async () => {
    const { status, log } = await run({
      layout: 'plain',
      inference: { ...FORM.inference, values: { replicaCount: -1 } },
    });
    expect(status).toBe('failed');
    expect(log).toContain('replicaCount');
    expect(github.pullRequests).toEqual([]);
  });

  it('asks for what is to run as the template that deploys does', () => {
    const [ours, theirs] = [TEMPLATE, readTemplate('aikit-inference')].map(
      ({ spec }) => spec.parameters.slice(0, 5),
    );
    // There is nothing to wait for; and nobody who knows what is there already.
    delete theirs[4].properties.wait;
    delete ours[3].properties.release;
    // The cluster need not be one that the portal watches.
    const unwatched = { 'ui:options': { allowUnwatched: true } };
    Object.assign(theirs[3].properties.cluster, unwatched);
    Object.assign(theirs[4].properties.review, unwatched);
    expect(ours).toEqual(theirs);
  });
});
