import type { z } from 'zod';
import type { ValuesMap } from '../values/merge';

/**
 * One thing that is wrong, or doubtful, between the inputs of a preset: what
 * no schema of one input can say.
 *
 * @public
 */
export interface PresetIssue {
  /** Name of the input, such as `tensorParallel`. */
  path: string;
  /** The rule that is broken, and a way out, as a sentence. */
  message: string;
  /** Which rule it is, in kebab case. */
  rule: string;
  /** A value for the input that would do; null: leave it out. */
  suggestion?: unknown;
  /** By default `error`, which refuses the inputs. */
  severity?: 'error' | 'warning';
}

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
   * The inputs with their defaults. Each field has `.meta()` with `title`,
   * `description` and `group` (`model`, `mode`, `size`, `parallelism` or
   * `placement`); inputs without a default or `.optional()` must be given.
   */
  inputs: Inputs;
  /** Values to lay over the chart's defaults; null removes a default. */
  values(inputs: z.output<Inputs>): ValuesMap;
  /** Checks between inputs, after each passed its own. */
  issues?(inputs: z.output<Inputs>): PresetIssue[];
  /**
   * Checks of an image that runs in the end: the preset's, or what values laid
   * over it put in its place.
   *
   * @param image - with its tag, such as `vllm/vllm-openai:v0.8.5`
   */
  imageIssues?(inputs: z.output<Inputs>, image: string): PresetIssue[];
}

/**
 * A preset as a request names it, with what the user gave of its inputs.
 *
 * @public
 */
export type PresetChoice = { name: string; inputs?: Record<string, unknown> };
