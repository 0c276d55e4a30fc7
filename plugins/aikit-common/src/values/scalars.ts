import { z } from 'zod';
import type { Broken } from './issues';
import { must, obeys } from './rules/rule';

/** Largest value of the int32 fields of Kubernetes. */
export const INT32_MAX = 2147483647;

/** A whole number, as a field that Kubernetes reads as an integer needs it. */
export function wholeNumber(min: number, max: number) {
  const error = (issue: { input?: unknown }) =>
    issue.input === undefined
      ? undefined
      : `must be a whole number ${
          max === INT32_MAX ? `of ${min} or more` : `from ${min} to ${max}`
        }`;
  // A multiple of 1, because zod's own integer says nothing of the bounds
  // that the nearest one has to keep.
  return z
    .number({ error })
    .min(min, { error })
    .max(max, { error })
    .multipleOf(1, { error });
}

/**
 * A whole number that the chart's templates write. A string of digits is one
 * too: they write it without quotes.
 */
export function integer(min: number, max: number) {
  return z.preprocess(
    input =>
      typeof input === 'string' && /^[+-]?\d+(\.\d+)?$/.test(input)
        ? Number(input)
        : input,
    wholeNumber(min, max),
  );
}

/** A TCP port. */
export const port = integer(1, 65535);

const QUALIFIED_NAME =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Kubernetes' rule for the value of a label. */
export const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Rule text that goes with {@link LABEL_VALUE}. */
export const LABEL_VALUE_RULE =
  'must be a label value: at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';

/** What is wrong with a qualified name, if anything. */
function brokenName(name: string): Broken | undefined {
  return QUALIFIED_NAME.test(name)
    ? undefined
    : {
        rule: 'qualified-name',
        message: `"${name}" must be a qualified name such as example.com/team: an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_" and "."`,
      };
}

/** Key of a label, an annotation or a taint. */
export const qualifiedName = z.string().superRefine(
  obeys((name, report) => {
    const broken = brokenName(name);
    if (broken) {
      report(broken);
    }
  }),
);

/** Value of a label. */
export const labelValue = z.string().superRefine(
  must(value => LABEL_VALUE.test(value), {
    rule: 'label-value',
    message: LABEL_VALUE_RULE,
    suggestion: nearestLabelValue,
  }),
);

/** A label value of what is allowed of a text; empty when nothing is. */
function nearestLabelValue(text: string): string {
  return text
    .replace(/[^-A-Za-z0-9_.]+/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

/** A map of labels, such as a node selector. */
export const labelMap = checkedKeys(labelValue);

/** A map of annotations. */
export const annotationMap = checkedKeys(z.string());

/** A map whose keys are qualified names, each reported at its own path. */
function checkedKeys(value: z.ZodType<string>) {
  return z.record(z.string(), value).superRefine(
    obeys((map, report) => {
      for (const key of Object.keys(map)) {
        const broken = brokenName(key);
        if (broken) {
          report({ ...broken, path: [key], suggestion: null });
        }
      }
    }),
  );
}
