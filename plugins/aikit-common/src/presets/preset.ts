import type { z } from 'zod';
import type { Broken } from '../values/issues';
import type { ValuesMap } from '../values/merge';
import type { ValuePath } from '../values/paths';

/**
 * Parts of a form that an input can belong to.
 *
 * @public
 */
export type InputGroup =
  | 'model'
  | 'mode'
  | 'size'
  | 'parallelism'
  | 'placement';

/**
 * What an input says, for code that knows the matter but not the preset, which
 * calls its inputs what it likes. Presets share inputs of one meaning: they
 * stay when another preset is chosen.
 *
 * `model`: which model, as one of a few ready images or by its name on a hub.
 * `image`: the image that runs. `mode`: `standard` or `distributed`. `groups`:
 * how many groups there are, in standard mode pods. `gpusPerPod`, `memory` and
 * `cpu` are those of a pod; a leader may have others.
 *
 * @public
 */
export type InputMeaning =
  | 'model'
  | 'image'
  | 'hubSecret'
  | 'contextLength'
  | 'mode'
  | 'groups'
  | 'podsPerGroup'
  | 'accelerator'
  | 'gpusPerPod'
  | 'leaderGpus'
  | 'memory'
  | 'leaderMemory'
  | 'cpu'
  | 'leaderCpu'
  | 'ephemeralStorage';

/**
 * All that is known of an input beside its type: the `.meta()` of its schema.
 *
 * @public
 */
export type InputMeta = {
  title: string;
  description: string;
  group: InputGroup;
  means?: InputMeaning;
  /**
   * Where its effect stands in the values, if it stands there as it is: when
   * the values are edited it is read from there. What has a meaning needs none.
   */
  valuePath?: ValuePath;
  /** Only pods that work in groups have it. */
  onlyGroups?: boolean;
};

/**
 * Is told of what breaks a rule between the inputs of a preset, as rules of
 * values are; the path begins with an input.
 *
 * @public
 */
export type Report = (broken: Broken) => void;

/**
 * An engine, as a few typed inputs that are turned into values of the chart.
 *
 * @public
 */
export interface Preset<Inputs extends z.ZodObject = z.ZodObject> {
  /** Such as `vllm`; what a request names it by. */
  name: string;
  /** As people call it: `vLLM`. */
  title: string;
  /** One sentence: when it is the right one. */
  summary: string;
  /**
   * The inputs with their defaults. Each has an {@link InputMeta}, said last, of
   * its whole schema; those without a default or `.optional()` must be given.
   */
  inputs: Inputs;
  /** Values to lay over the chart's defaults; null removes a default. */
  values(inputs: z.output<Inputs>): ValuesMap;
  /** Checks rules between inputs, after each input passed its own. */
  check?(inputs: z.output<Inputs>, report: Report): void;
  /**
   * Checks an image that runs in the end: the preset's, or what values laid
   * over it put in its place.
   *
   * @param image - with its tag, such as `vllm/vllm-openai:v0.8.5`
   */
  checkImage?(inputs: z.output<Inputs>, image: string, report: Report): void;
}

/**
 * A preset as a request names it, with what the user gave of its inputs.
 *
 * @public
 */
export type PresetChoice = { name: string; inputs?: Record<string, unknown> };

/** What is known of an input of a preset; nothing of what is none. */
export function metaOf(
  { inputs: { shape } }: Preset,
  input: string,
): Partial<InputMeta> {
  return Object.hasOwn(shape, input)
    ? (shape[input] as z.ZodType).meta() ?? {}
    : {};
}

/** What the preset calls the input of that meaning. */
export function inputThat(
  preset: Preset,
  means: InputMeaning,
): string | undefined {
  return Object.keys(preset.inputs.shape).find(
    input => metaOf(preset, input).means === means,
  );
}
