import { z } from 'zod';
import { INFERENCE_ANNOTATION } from '../api/annotations';
import { presetChoiceSchema, type ValueIssue } from '../api/contract';
import type { PresetChoice } from '../presets/preset';
import { isMap, ValuesMap } from '../values/merge';
import { formatPath, ValuePath } from '../values/paths';
import { plainIssues } from '../values/plain';

/**
 * What a workload was submitted as, read back from its annotation.
 *
 * @public
 */
export interface SubmittedInference {
  /** The preset with its inputs, when one was chosen. */
  preset?: PresetChoice;
  /** What was given of the chart's values, over the preset's. */
  values: ValuesMap;
  /**
   * Paths of values that were not kept, such as `env[0].value`: there is
   * {@link LEFT_OUT} instead, to be replaced before it is submitted again.
   */
  leftOut: string[];
}

/**
 * Stands for a value that was not kept, since it may be a secret.
 *
 * @public
 */
export const LEFT_OUT = '(left out)';

/**
 * Most that is kept, in bytes of JSON. Kubernetes allows 256 KiB for all
 * annotations of an object, and a Deployment copies its own to each ReplicaSet.
 */
const MAX_BYTES = 32 * 1024;

/** What `kubectl apply` writes down: the whole object, as JSON. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A part of values or of an object with `mask` for each place that may hold a
 * secret which somebody wrote in plain text: the values of environment
 * variables, and copies of whole objects.
 *
 * @param keys - of the maps on the way to the part
 * @public
 */
export function concealed(
  part: unknown,
  mask: string,
  keys: readonly string[] = [],
): unknown {
  const [list, key] = keys.slice(-2);
  if ((list === 'env' && key === 'value') || keys.at(-1) === LAST_APPLIED) {
    return mask;
  }
  if (Array.isArray(part)) {
    return part.map(item => concealed(item, mask, keys));
  }
  return isMap(part)
    ? Object.fromEntries(
        Object.entries(part).map(([name, value]) => [
          name,
          concealed(value, mask, [...keys, name]),
        ]),
      )
    : part;
}

/** The same in one order of keys, so that it is the same text each time. */
function sorted(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map(sorted);
  }
  return isMap(part)
    ? Object.fromEntries(
        Object.keys(part)
          .sort()
          .map(key => [key, sorted(part[key])]),
      )
    : part;
}

function pathsOfLeftOut(part: unknown, at: ValuePath = []): ValuePath[] {
  if (part === LEFT_OUT) {
    return [at];
  }
  const entries = Array.isArray(part)
    ? [...part.entries()]
    : Object.entries(isMap(part) ? part : {});
  return entries.flatMap(([key, value]) => pathsOfLeftOut(value, [...at, key]));
}

/**
 * The annotation by which a workload remembers what it was submitted as: the
 * preset's inputs as inputs, and of values what was given. The same request
 * gives the same text.
 *
 * @returns no annotation and a warning for what is too large to be kept
 * @public
 */
export function inferenceAnnotation(request: {
  preset?: PresetChoice;
  values: unknown;
}): { annotations: Record<string, string>; issues: ValueIssue[] } {
  const { preset, values } = request;
  const kept = concealed(isMap(values) ? values : {}, LEFT_OUT);
  const text = JSON.stringify(sorted({ preset, values: kept }));
  const bytes = new TextEncoder().encode(text).length;
  return bytes <= MAX_BYTES
    ? { annotations: { [INFERENCE_ANNOTATION]: text }, issues: [] }
    : {
        annotations: {},
        issues: [
          {
            severity: 'warning',
            path: 'values',
            message: `are not kept on the workload, because they are ${bytes} bytes and at most ${MAX_BYTES} are kept: keep them yourself, for whoever changes the workload later`,
            rule: 'values-not-kept',
          },
        ],
      };
}

/** Refuses values that were read back and still lack what was left out. */
export function leftOutIssues(values: unknown): ValueIssue[] {
  return pathsOfLeftOut(values).map(path => ({
    severity: 'error',
    path: formatPath(path),
    message:
      'was left out when the values were kept on the workload, since it may be a secret: give it again, or take it from a Secret with valueFrom',
    rule: 'left-out',
    given: LEFT_OUT,
  }));
}

const keptSchema = z.object({
  preset: presetChoiceSchema.optional(),
  values: z.record(z.string(), z.unknown()),
});

/**
 * What a workload was submitted as.
 *
 * @param annotations - of its LeaderWorkerSet or Deployment
 * @returns undefined when they do not say it, or not so that it can be read
 * @public
 */
export function submittedInference(
  annotations: Record<string, string> = {},
): SubmittedInference | undefined {
  const text = annotations[INFERENCE_ANNOTATION];
  if (text === undefined || text.length > MAX_BYTES) {
    return undefined;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const kept = keptSchema.safeParse(parsed);
  if (!kept.success) {
    return undefined;
  }
  const { preset, values } = kept.data;
  // Whoever may change the object can write what no submission could be.
  return [...plainIssues(values), ...plainIssues({ preset })].length > 0
    ? undefined
    : { ...kept.data, leftOut: pathsOfLeftOut(values).map(formatPath) };
}
