import { z } from 'zod';
import { obeys } from './rules/rule';
import { INT32_MAX } from './scalars';

/** A number of groups or pods, or a share of them such as `25%`. */
export type IntOrPercent = number | string;

const PERCENT = /^(\d+)%$/;

/** A whole number of 0 or more, or a percentage up to some most one. */
function intOrPercentUpTo(most: number) {
  return z.preprocess(
    input =>
      typeof input === 'string' && /^\d+$/.test(input) ? Number(input) : input,
    z
      .union([z.number(), z.string()], {
        error: issue =>
          issue.input === undefined
            ? undefined
            : 'must be a whole number, or a percentage such as 25%',
      })
      .superRefine(
        obeys((value, report) => {
          const percent = PERCENT.exec(String(value))?.[1];
          if (percent !== undefined && Number(percent) > most) {
            report({
              rule: 'int-or-percent',
              message: `must be at most ${most}%`,
              suggestion: `${most}%`,
            });
          } else if (percent === undefined && !isCount(value)) {
            report({
              rule: 'int-or-percent',
              message:
                'must be a whole number of 0 or more, or a percentage such as 25%',
              suggestion: 1,
            });
          }
        }),
      ),
  );
}

/**
 * A whole number of 0 or more, or at most `100%`. A string of digits is a
 * number, as in the rest of the values: Kubernetes would refuse it.
 */
export const intOrPercent = intOrPercentUpTo(100);

/**
 * The same for a surge of a Deployment, which may have more new pods at once
 * than it is to have in the end. Pods are counted in 32 bits.
 */
export const surge = intOrPercentUpTo(INT32_MAX);

function isCount(value: IntOrPercent): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= INT32_MAX
  );
}

/**
 * How many of a total it is, rounded as the controller does: a surge up, what
 * may be unavailable down.
 */
export function scaled(
  value: IntOrPercent,
  total: number,
  round: (share: number) => number,
): number {
  const percent = PERCENT.exec(String(value))?.[1];
  return percent === undefined
    ? Number(value)
    : round((Number(percent) * total) / 100);
}
