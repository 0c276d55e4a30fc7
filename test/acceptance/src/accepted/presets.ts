import { PRESETS, type Preset } from '@aikit-backstage/plugin-aikit-common';
import { examples } from '@aikit-backstage/test-golden';
import type { Submission } from './submission';

type Mask = Parameters<Preset['inputs']['pick']>[0];

const MODES = ['standard', 'distributed'];

/** Images of engines that nobody publishes: any will do here. */
const IMAGE = 'registry.example.com/engine:v1';

/** Inputs that a preset cannot do without, and images that it has none for. */
function givenInputs(inputs: Preset['inputs']): Record<string, unknown> {
  const entries = Object.entries(inputs.shape).flatMap(([name, field]) => {
    const byDefault = inputs.pick({ [name]: true } as Mask).safeParse({});
    if (/image$/i.test(name)) {
      return byDefault.data?.[name] === undefined ? [[name, IMAGE]] : [];
    }
    const [example] = (field.meta()?.examples ?? []) as unknown[];
    return byDefault.success ? [] : [[name, example]];
  });
  return Object.fromEntries(entries);
}

/** The modes of a preset; one that has no choice has no input for it. */
function modesOf({ shape }: Preset['inputs']): (string | undefined)[] {
  const { mode } = shape;
  return mode
    ? MODES.filter(name => mode.safeParse(name).success)
    : [undefined];
}

/** Every preset in each of its modes, with its defaults. */
export function presetSubmissions(): Submission[] {
  return PRESETS.flatMap(({ name, inputs }) =>
    modesOf(inputs).map(mode => ({
      what: `preset ${name}${mode ? `, ${mode}` : ''}`,
      name: `${name}-model`,
      preset: {
        name,
        inputs: { ...givenInputs(inputs), ...(mode && { mode }) },
      },
      values: {},
    })),
  );
}

/** The community's examples, as presets with the inputs that make them. */
export function exampleSubmissions(): Submission[] {
  return examples.map(({ source, preset }) => ({
    what: `example ${source}`,
    name: `${preset.name}-example`,
    preset,
    values: {},
  }));
}
