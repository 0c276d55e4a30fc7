import {
  baseValues,
  findPreset,
  InputMeta,
  mergeValues,
  Preset,
  PRESETS,
  toYamlDocument,
} from '@aikit-backstage/plugin-aikit-common';
import { fireEvent, screen } from '@testing-library/react';
import { z } from 'zod';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { arithmeticOf, totalOf } from '../size/arithmetic';
import { Inference } from './inference';
import { issuesOfStep } from './issues';
import { NOTHING_ENTERED, recall, remember } from './switching';
import { withText } from './valuesText';

function about(
  title: string,
  group: InputMeta['group'],
  more: Partial<InputMeta> = {},
): InputMeta {
  return { title, group, description: `${title}.`, ...more };
}

const count = () => z.int().min(0);

const inputs = z.strictObject({
  weights: z
    .string()
    .default('org/small')
    .meta(about('Weights', 'model', { means: 'model' })),
  container: z
    .string()
    .default('example.com/engine:v1')
    .meta(about('Container', 'model', { means: 'image' })),
  flags: z.string().optional().meta(about('Flags', 'model')),
  window: count()
    .optional()
    .meta(about('Window', 'model', { means: 'contextLength' })),
  shape: z
    .enum(['standard', 'distributed'])
    .default('standard')
    .meta(about('Shape', 'mode', { means: 'mode' })),
  copies: count()
    .default(1)
    .meta(about('Copies', 'size', { means: 'groups' })),
  hosts: count()
    .default(2)
    .meta(about('Hosts', 'size', { means: 'podsPerGroup', onlyGroups: true })),
  chip: z
    .string()
    .default('nvidia.com/gpu')
    .meta(about('Chip', 'size', { means: 'accelerator' })),
  cards: count()
    .default(1)
    .meta(about('Cards', 'size', { means: 'gpusPerPod' })),
  headCards: count()
    .optional()
    .meta(
      about('Cards of the head', 'size', {
        means: 'leaderGpus',
        onlyGroups: true,
      }),
    ),
  ring: z
    .boolean()
    .default(true)
    .meta(about('Ring', 'parallelism', { onlyGroups: true })),
  team: z
    .string()
    .optional()
    .meta(about('Team', 'placement', { valuePath: ['podLabels', 'team'] })),
});

/** A preset whose inputs have names that no other has. */
const preset: Preset<typeof inputs> = {
  name: 'new-engine',
  title: 'New engine',
  summary: 'An engine that only this file knows.',
  inputs,
  values: given => {
    const [repository, tag] = given.container.split(':');
    const resources = (cards: number) => ({ limits: { [given.chip]: cards } });
    return {
      image: { repository, tag },
      ...(given.team && { podLabels: { team: given.team } }),
      ...(given.shape === 'standard'
        ? { replicaCount: given.copies, resources: resources(given.cards) }
        : {
            resources: null,
            leaderWorkerSet: {
              enabled: true,
              replicas: given.copies,
              leaderWorkerTemplate: { size: given.hosts },
              leader: { resources: resources(given.headCards ?? given.cards) },
              worker: { resources: resources(given.cards) },
            },
          }),
    };
  },
};

function newEngine(entered: Inference['inputs'] = {}): Inference {
  return { preset: preset.name, inputs: entered };
}

/** The choice after its values were edited as text. */
function edited(inference: Inference, overrides: Record<string, unknown>) {
  const base = baseValues({ name: preset.name, inputs: inference.inputs })!;
  return withText(inference, toYamlDocument(mergeValues(base, overrides)));
}

const radio = (name: RegExp) =>
  screen.findByLabelText(name, { selector: 'input[type=radio]' });

async function enter(label: RegExp, text: string) {
  fireEvent.change(await screen.findByLabelText(label), {
    target: { value: text },
  });
}

describe('a preset that is one file and a line in the list', () => {
  const list = PRESETS as Preset[];
  beforeAll(() => list.push(preset));
  afterAll(() => list.pop());

  it('is chosen, sized and summed up in the form', async () => {
    const { next, create } = renderTemplateForm([
      'AikitModelGallery',
      'AikitEngine',
      'AikitSize',
    ]);
    fireEvent.click(await radio(/^Hub model with New engine/));
    await enter(/^Weights/, 'org/large');
    await next();
    fireEvent.click(await radio(/^Distributed: /));
    await enter(/^Flags$/, '--fast');
    await next();
    await enter(/^Hosts$/, '5');
    await enter(/^Cards$/, '2');
    await enter(/^Cards of the head$/, '4');
    expect(screen.getByLabelText('Ring')).toBeChecked();
    expect(
      screen.getByText('1 group × (4 + 4×2) = 12 nvidia.com/gpu'),
    ).toBeInTheDocument();
    expect((await create()).inference).toEqual(
      newEngine({
        weights: 'org/large',
        shape: 'distributed',
        flags: '--fast',
        hosts: 5,
        cards: 2,
        headCards: 4,
      }),
    );
  });

  it('is not asked about groups where pods serve alone', async () => {
    renderTemplateForm(['AikitSize'], {
      formData: { inference: { preset: preset.name, inputs: {} } },
    });
    expect(await screen.findByLabelText('Copies')).toBeInTheDocument();
    for (const label of ['Hosts', 'Cards of the head', 'Ring']) {
      expect(screen.queryByLabelText(label)).not.toBeInTheDocument();
    }
  });

  it('is summed up from its inputs while something else is wrong', () => {
    const sum = arithmeticOf(
      newEngine({ shape: 'distributed', hosts: 3, cards: 2, flags: 7 }),
    )!;
    expect(totalOf(sum, sum.sums[0])).toBe(6);
  });

  it('shows what is wrong on the step that asks for it', () => {
    const wrong = newEngine({ weights: 1, flags: 1, copies: -1 });
    const found = (step: 'model' | 'engine' | 'size') =>
      issuesOfStep(wrong, step).map(({ path }) => path);
    expect(found('model')).toEqual(['preset.inputs.weights']);
    expect(found('size')).toEqual(['preset.inputs.copies']);
    expect(found('engine')).toContain('preset.inputs.flags');
  });

  it('takes over from vLLM what means the same, and gives it back', () => {
    const vllm = {
      preset: 'vllm',
      inputs: {
        model: 'org/large',
        image: 'vllm/vllm-openai:v0.9.1',
        contextLength: 8192,
        mode: 'distributed',
        podsPerGroup: 4,
        gpusPerPod: 8,
      },
    };
    const taken = recall(remember(NOTHING_ENTERED, vllm), preset);
    expect(taken).toEqual(
      newEngine({
        weights: 'org/large',
        window: 8192,
        shape: 'distributed',
        hosts: 4,
        cards: 8,
      }),
    );
    const enteredSince = remember(remember(NOTHING_ENTERED, vllm), {
      ...taken,
      inputs: { ...taken.inputs, cards: 2, flags: '--fast' },
    });
    expect(recall(enteredSince, findPreset('vllm')!)).toEqual({
      ...vllm,
      inputs: { ...vllm.inputs, gpusPerPod: 2 },
    });
  });

  it.each<[string, Inference['inputs'], {}, Inference['inputs']]>([
    ['copies', {}, { replicaCount: 3 }, { copies: 3 }],
    [
      'the shape',
      {},
      { leaderWorkerSet: { enabled: true } },
      { shape: 'distributed' },
    ],
    [
      'the image',
      {},
      { image: { tag: 'v2' } },
      { container: 'example.com/engine:v2' },
    ],
    ['a value of its own', {}, { podLabels: { team: 'a' } }, { team: 'a' }],
    [
      'text that YAML reads as a number',
      {},
      { podLabels: { team: 7 } },
      { team: '7' },
    ],
    [
      'the size of groups',
      { shape: 'distributed' },
      { leaderWorkerSet: { leaderWorkerTemplate: { size: 5 } } },
      { shape: 'distributed', hosts: 5 },
    ],
    [
      'what the leader has of its own',
      { shape: 'distributed', cards: 2 },
      {
        leaderWorkerSet: {
          leader: { resources: { limits: { 'nvidia.com/gpu': 4 } } },
        },
      },
      { shape: 'distributed', cards: 2, headCards: 4 },
    ],
  ])('reads %s back from edited values', (_, entered, overrides, expected) => {
    expect(edited(newEngine(entered), overrides).inputs).toEqual(expected);
  });

  it('is told which input does not count for values laid over it', () => {
    const inference = {
      ...newEngine({ shape: 'distributed' }),
      values: { leaderWorkerSet: { enabled: false } },
    };
    expect(issuesOfStep(inference, 'engine')).toMatchObject([
      { path: 'preset.inputs.shape', rule: 'overridden-input' },
    ]);
  });
});
