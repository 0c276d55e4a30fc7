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
import {
  DeployRequest,
  PRESETS,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
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

const STANDARD = { preset: 'aikit', inputs: {} };

/** The GPU example of AIKit's documentation, as the form's fields hold it. */
const GPU_EXAMPLE = {
  preset: 'aikit',
  inputs: {
    image: 'docker.io/sozercan/testmodel:test',
    mode: 'distributed',
    podsPerGroup: 5,
    leaderGpus: 4,
    leaderMemory: '64Gi',
    gpusPerPod: 2,
    memory: '32Gi',
    instanceType: 'g5.4xlarge',
  },
};

/** The CPU example: what no input can say is laid over the preset. */
const CPU_EXAMPLE = {
  preset: 'aikit',
  inputs: {
    image: 'docker.io/sozercan/testmodel:test',
    mode: 'distributed',
    podsPerGroup: 3,
    gpusPerPod: 0,
    leaderCpu: '2000m',
    leaderMemory: '8Gi',
    cpu: '1000m',
    memory: '4Gi',
  },
  values: {
    leaderWorkerSet: {
      leader: { resources: { requests: { memory: '4Gi' } } },
      worker: { resources: { requests: { memory: '2Gi' } } },
    },
  },
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
  beforeEach(() => jest.clearAllMocks());

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
          values: fillForm(TEMPLATE.spec.parameters, {
            inference: STANDARD,
            ...WHERE,
            ...form,
          }),
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

  /** What the backend makes of a request, or of a values file. */
  function render({
    preset,
    values,
  }: Pick<DeployRequest, 'preset' | 'values'>) {
    const { namespace, name } = WHERE;
    return renderWorkload({ preset, values, namespace, name });
  }

  it('submits the preset and its inputs as they are in the form', async () => {
    const { target, request } = await submit({ inference: GPU_EXAMPLE });
    expect(target).toEqual({
      cluster: 'us-east',
      namespace: 'team-search',
      name: 'search-llm',
    });
    expect(request).toEqual({
      entityRef: 'component:default/search-llm',
      owner: 'group:default/team-search',
      dryRun: true,
      preset: { name: 'aikit', inputs: GPU_EXAMPLE.inputs },
      values: {},
    });
    expect(render(request)).toMatchObject({
      ok: true,
      issues: [],
      summary:
        'LeaderWorkerSet search-llm: 1 group × 5 pods, 12 nvidia.com/gpu',
    });
  });

  it("renders the same objects as the documentation's GPU example", async () => {
    const { request } = await submit({ inference: GPU_EXAMPLE });
    const requests = { cpu: '100m' };
    expect(render(request)).toEqual(
      render({
        values: {
          image: { repository: 'docker.io/sozercan/testmodel', tag: 'test' },
          leaderWorkerSet: {
            enabled: true,
            leaderWorkerTemplate: { size: 5 },
            leader: {
              resources: {
                limits: { 'nvidia.com/gpu': '4', memory: '64Gi' },
                // The preset's own: the chart's request of standard mode.
                requests,
              },
            },
            worker: {
              resources: {
                limits: { 'nvidia.com/gpu': '2', memory: '32Gi' },
                requests,
              },
            },
          },
          nodeSelector: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
          tolerations: [
            { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
          ],
        },
      }),
    );
  });

  it('renders the same objects as its CPU example, values laid over included', async () => {
    const { request } = await submit({ inference: CPU_EXAMPLE });
    expect(request.values).toEqual(CPU_EXAMPLE.values);
    expect(render(request)).toEqual(
      render({
        values: {
          image: { repository: 'docker.io/sozercan/testmodel', tag: 'test' },
          leaderWorkerSet: {
            enabled: true,
            leaderWorkerTemplate: { size: 3 },
            leader: {
              resources: {
                limits: { memory: '8Gi' },
                requests: { cpu: '2000m', memory: '4Gi' },
              },
            },
            worker: {
              resources: {
                limits: { memory: '4Gi' },
                requests: { cpu: '1000m', memory: '2Gi' },
              },
            },
          },
        },
      }),
    );
  });

  it.each(PRESETS.map(({ name }) => name))(
    'hands any preset on, such as %s',
    async preset => {
      const { request } = await submit({ inference: { preset, inputs: {} } });
      expect(request.preset).toEqual({ name: preset, inputs: {} });
    },
  );

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
    ['a form in which no engine was chosen', { inference: { inputs: {} } }],
    ['inputs that are a text', { inference: { preset: 'aikit', inputs: '' } }],
    ['a name that starts with a digit', { name: '3-chat' }],
    ['a name that is too long for its pods', { name: 'a'.repeat(41) }],
  ])('refuses %s before anything is submitted', async (_, wrong) => {
    const { status, body } = await dryRun(wrong);
    expect(status).toBe(400);
    expect(body.errors).not.toHaveLength(0);
    expect(aikit.deploy).not.toHaveBeenCalled();
  });
});
