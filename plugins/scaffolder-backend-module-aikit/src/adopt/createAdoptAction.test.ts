import { AdoptResponse } from '@aikit-backstage/plugin-aikit-common';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { fakeAikit } from '../__testUtils__/fakeAikit';
import { createAdoptAction } from './createAdoptAction';

const INPUT = { cluster: 'us-east', namespace: 'models', release: 'llama' };

const RELEASE = {
  name: 'llama',
  chart: { name: 'aikit', version: '0.19.0' },
  revision: 3,
  status: 'deployed',
  workload: 'llama-aikit',
  kind: 'Deployment' as const,
  userValues: {},
  values: { replicaCount: 3 },
};

function adopted(more: Partial<AdoptResponse> = {}): AdoptResponse {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'llama-aikit',
  };
  return {
    ...RELEASE,
    dryRun: false,
    objects: [{ ...object, change: 'updated' }],
    left: [],
    next: {
      restarts: true,
      objects: [
        {
          ...object,
          change: 'updated',
          before: { spec: { image: 'a' } },
          after: { spec: { image: 'b' } },
        },
      ],
    },
    hints: ['Do not run helm uninstall.'],
    ...more,
  };
}

const workspace = createMockDirectory();

async function run(input: object = {}, answer = adopted(), isDryRun = false) {
  const aikit = fakeAikit();
  aikit.release.mockResolvedValue(RELEASE);
  aikit.adopt.mockResolvedValue(answer);
  const [lines, warnings]: string[][] = [[], []];
  const output = jest.fn();
  await createAdoptAction({ aikit }).handler({
    ...createMockActionContext({
      input: { ...INPUT, ...input },
      workspacePath: workspace.path,
    }),
    logger: mockServices.logger.mock({
      info: (line: string) => lines.push(line),
      warn: (line: string) => warnings.push(line),
    }),
    output,
    isDryRun,
  });
  return {
    aikit,
    lines,
    warnings,
    outputs: Object.fromEntries(output.mock.calls),
  };
}

describe('aikit:adopt', () => {
  it('adopts for the component of the workload’s name, and gives the values', async () => {
    const { aikit, outputs } = await run();
    expect(aikit.adopt.mock.calls[0].slice(0, 2)).toEqual([
      INPUT,
      { entityRef: 'component:default/llama-aikit' },
    ]);
    expect(outputs).toEqual({
      entityRef: 'component:default/llama-aikit',
      name: 'llama-aikit',
      kind: 'Deployment',
      values: { replicaCount: 3 },
      inference: expect.objectContaining({
        preset: 'aikit',
        inputs: expect.objectContaining({ groups: 3 }),
      }),
      restarts: true,
    });
  });

  it('logs what has changed, what will, and what to know', async () => {
    const { lines, warnings } = await run();
    expect(lines).toEqual([
      'Took over llama-aikit of release llama (aikit 0.19.0), and touched no pod:',
      'Deployment llama-aikit: updated',
      'The next submission of llama-aikit replaces its pods:',
      'Deployment llama-aikit: updated',
      '  spec.image: "a" → "b"',
    ]);
    expect(warnings).toEqual(['Do not run helm uninstall.']);
  });

  it.each([true, false])(
    'logs no value of a variable, dry run: %s',
    async dryRun => {
      const pod = (name: string, value: string) => ({
        spec: { containers: [{ name, env: [{ name: 'HF_TOKEN', value }] }] },
      });
      const object = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'llama-aikit',
        change: 'updated' as const,
        before: pod('aikit', 'hf_old'),
        after: pod('aikit', 'hf_new'),
      };
      const objects = [object, { ...object, after: pod('other', 'hf_new') }];
      const next = { restarts: true, objects };
      const { lines, warnings } = await run(
        { dryRun },
        adopted({ dryRun, objects, next }),
      );
      expect(lines).toContain(
        '  spec.containers[name=aikit].env[name=HF_TOKEN].value: "***" → "***"',
      );
      expect([...lines, ...warnings].join()).not.toContain('hf_');
    },
  );

  it.each([
    [{ dryRun: true }, false],
    [{}, true],
  ])(
    'changes nothing with input %j, the task dry: %s',
    async (input, isDry) => {
      const { aikit, lines } = await run(
        input,
        adopted({ dryRun: true }),
        isDry,
      );
      expect(aikit.adopt.mock.calls[0][1]).toMatchObject({ dryRun: true });
      expect(lines[0]).toBe(
        'Dry run, nothing taken over of release llama (aikit 0.19.0). This would change, and no pod:',
      );
    },
  );

  it('says why the values cannot be submitted', async () => {
    const next = { objects: [], restarts: false, error: 'port: is wrong' };
    const { lines } = await run({}, adopted({ next }));
    expect(lines.at(-1)).toBe(
      'The values cannot be submitted as they are: port: is wrong',
    );
  });

  it('passes on whose it is, and that Helm is to forget it', async () => {
    const { aikit } = await run({
      entityRef: 'chat',
      owner: 'team-chat',
      system: 'search',
      forget: true,
    });
    expect(aikit.adopt.mock.calls[0][1]).toEqual({
      entityRef: 'component:default/chat',
      owner: 'group:default/team-chat',
      system: 'system:default/search',
      forget: true,
    });
  });
});
