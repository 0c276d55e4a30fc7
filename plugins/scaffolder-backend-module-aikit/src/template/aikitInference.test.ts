import { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { fakeAikit } from '../__testUtils__/fakeAikit';
import { fillForm } from '../__testUtils__/fillForm';
import scaffolderModuleAikit from '..';

const TEMPLATE = parse(
  readFileSync(
    resolve(__dirname, '../../../../templates/aikit-inference/template.yaml'),
    'utf8',
  ),
);

const WHERE = {
  cluster: 'us-east',
  namespace: 'team-search',
  name: 'search-llm',
  owner: 'group:default/team-search',
};

/** The GPU example of AIKit's documentation, as one fills in the form. */
const GPU_EXAMPLE = {
  source: 'own',
  repository: 'docker.io/sozercan/testmodel',
  tag: 'test',
  mode: 'distributed',
  groupSize: 5,
  leader: { gpus: 4, memory: '64Gi' },
  worker: { gpus: 2, memory: '32Gi' },
  instanceType: 'g5.4xlarge',
};

describe('the template aikit-inference, run by the scaffolder', () => {
  const aikit = fakeAikit();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleAikit,
        catalogServiceMock.factory(),
        createServiceFactory({
          service: aikitServiceRef,
          deps: {},
          factory: () => aikit,
        }),
      ],
    });
  }, 60_000);
  afterAll(() => backend.stop());
  beforeEach(() => {
    jest.clearAllMocks();
    // The form's library asks for ui:enumNames, which Backstage does not read.
    jest.spyOn(console, 'warn').mockImplementation();
  });

  /** Fills in the form and runs the steps dry. */
  async function dryRun(form: object) {
    const { port } = backend.server.address() as AddressInfo;
    const response = await fetch(
      `http://localhost:${port}/api/scaffolder/v2/dry-run`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: mockCredentials.user.header(),
        },
        body: JSON.stringify({
          template: TEMPLATE,
          values: fillForm(TEMPLATE.spec.parameters, { ...WHERE, ...form }),
          directoryContents: [],
        }),
      },
    );
    return { status: response.status, body: await response.json() };
  }

  /** The same; gives what was submitted. */
  async function submit(form: object) {
    const { status, body } = await dryRun(form);
    expect(status).toBe(200);
    expect(aikit.deploy).toHaveBeenCalledTimes(1);
    const [target, request] = aikit.deploy.mock.calls[0];
    return { target, request, output: body.output };
  }

  function render(values: unknown) {
    const { namespace, name } = WHERE;
    return renderWorkload({ values, namespace, name });
  }

  it('submits one server with one GPU when nothing is changed', async () => {
    const { target, request } = await submit({});
    expect(target).toEqual({
      cluster: 'us-east',
      namespace: 'team-search',
      name: 'search-llm',
    });
    expect(request).toEqual({
      entityRef: 'component:default/search-llm',
      owner: 'group:default/team-search',
      dryRun: true,
      values: {
        image: {
          repository: 'ghcr.io/kaito-project/aikit/llama3.1',
          tag: '8b',
        },
        replicaCount: 1,
        resources: {
          limits: { 'nvidia.com/gpu': 1, memory: '16Gi' },
          requests: {},
        },
        leaderWorkerSet: {
          enabled: false,
          leaderWorkerTemplate: {},
          leader: { resources: { limits: {}, requests: {} } },
          worker: { resources: { limits: {}, requests: {} } },
        },
        nodeSelector: {},
        tolerations: [
          { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    });
    expect(render(request.values)).toMatchObject({
      ok: true,
      issues: [],
      summary: 'Deployment search-llm: 1 pod, 1 nvidia.com/gpu',
    });
  });

  it('submits a small group on six GPUs when only the mode is changed', async () => {
    const { request } = await submit({ mode: 'distributed' });
    expect(render(request.values)).toMatchObject({
      ok: true,
      issues: [],
      summary: 'LeaderWorkerSet search-llm: 1 group × 3 pods, 6 nvidia.com/gpu',
    });
  });

  it("submits the values of the documentation's GPU example", async () => {
    const { request } = await submit(GPU_EXAMPLE);
    expect(request.values).toEqual({
      image: { repository: 'docker.io/sozercan/testmodel', tag: 'test' },
      resources: { limits: {}, requests: {} },
      leaderWorkerSet: {
        enabled: true,
        replicas: 1,
        leaderWorkerTemplate: { size: 5 },
        leader: {
          resources: {
            limits: { 'nvidia.com/gpu': 4, memory: '64Gi' },
            requests: {},
          },
        },
        worker: {
          resources: {
            limits: { 'nvidia.com/gpu': 2, memory: '32Gi' },
            requests: {},
          },
        },
      },
      nodeSelector: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
      tolerations: [
        { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
      ],
    });
    expect(render(request.values)).toMatchObject({
      ok: true,
      issues: [],
      summary:
        'LeaderWorkerSet search-llm: 1 group × 5 pods, 12 nvidia.com/gpu',
    });
  });

  it('renders the same objects as the values file of that example', async () => {
    const { request } = await submit(GPU_EXAMPLE);
    const fromFile = render({
      image: { repository: 'docker.io/sozercan/testmodel', tag: 'test' },
      leaderWorkerSet: {
        enabled: true,
        leaderWorkerTemplate: { size: 5 },
        leader: {
          resources: { limits: { 'nvidia.com/gpu': '4', memory: '64Gi' } },
        },
        worker: {
          resources: { limits: { 'nvidia.com/gpu': '2', memory: '32Gi' } },
        },
      },
      nodeSelector: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
      tolerations: [
        { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
      ],
    });
    // The same to Kubernetes: 4 and "4", and no requests at all.
    const normalised = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (key, part) => {
          if (key === 'requests' && Object.keys(part).length === 0) {
            return undefined;
          }
          return key === 'nvidia.com/gpu' ? String(part) : part;
        }),
      );
    expect(normalised(render(request.values))).toEqual(normalised(fromFile));
  });

  it('uses what belongs to the chosen mode only, when the form has both', async () => {
    const { request } = await submit({
      ...GPU_EXAMPLE,
      mode: 'standard',
      source: 'aikit',
    });
    expect(render(request.values)).toMatchObject({
      summary: 'Deployment search-llm: 1 pod, 1 nvidia.com/gpu',
    });
    expect(request.values).toMatchObject({
      image: { repository: 'ghcr.io/kaito-project/aikit/llama3.1' },
      leaderWorkerSet: { leader: { resources: { limits: {} } } },
    });
  });

  it('asks for no GPU when there are none, and for CPUs when told', async () => {
    const { request } = await submit({
      server: { gpus: 0, memory: '8Gi', cpu: '2' },
      tolerateGpuTaint: false,
      replicas: 0,
    });
    expect(request.values).toMatchObject({
      replicaCount: 0,
      resources: { limits: { memory: '8Gi' }, requests: { cpu: '2' } },
    });
    expect(request.values).not.toHaveProperty('tolerations');
    expect(request.values).not.toHaveProperty([
      'resources',
      'limits',
      'nvidia.com/gpu',
    ]);
    expect(render(request.values)).toMatchObject({
      ok: true,
      summary: 'Deployment search-llm: 0 pods',
    });
  });

  it('asks for the chosen kind of GPU', async () => {
    const { request } = await submit({
      ...GPU_EXAMPLE,
      gpuResource: 'amd.com/gpu',
    });
    expect(render(request.values)).toMatchObject({
      ok: true,
      summary: 'LeaderWorkerSet search-llm: 1 group × 5 pods, 12 amd.com/gpu',
    });
    expect(request.values.tolerations).toEqual([
      { key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    ]);
  });

  it('passes the system on, and links to the entity and the endpoint', async () => {
    const { request, output } = await submit({
      system: 'system:default/search',
    });
    expect(request.system).toBe('system:default/search');
    expect(output.links).toEqual([
      expect.objectContaining({ entityRef: 'component:default/search-llm' }),
    ]);
    expect(output.text[0].content).toContain('`http://chat.team-chat:8080/v1`');
  });

  it.each([
    ['an own image without a tag', { source: 'own', repository: 'a/b' }],
    ['a name that starts with a digit', { name: '3-chat' }],
    ['a name that is too long for its pods', { name: 'a'.repeat(41) }],
    ['half a pod', { replicas: 0.5 }],
    ['memory in gigawatts', { server: { gpus: 1, memory: '8GW' } }],
  ])('refuses %s before anything is submitted', async (_, wrong) => {
    const { status, body } = await dryRun(wrong);
    expect(status).toBe(400);
    expect(body.errors).not.toHaveLength(0);
    expect(aikit.deploy).not.toHaveBeenCalled();
  });
});
