import type { z } from 'zod';
import type { ValueIssue } from '../api/contract';
import { suggest, textOf } from './suggest';
import { formatPath, lookUp, ValuePath } from './paths';
import { small } from './given';

/** What a schema's own check says of the rule it checks. */
interface RuleParams {
  rule?: string;
  /** A value that would do, or how to make one of what was given. */
  suggestion?: unknown;
}

type Issue = z.core.$ZodIssue;

/** A value of the expected type that says what the given one meant. */
function converted(expected: string, given: unknown): unknown {
  const scalar = ['string', 'number', 'boolean'].includes(typeof given);
  if (expected === 'string' && scalar) {
    return String(given);
  }
  if (expected === 'int' && typeof given === 'number') {
    return Math.round(given);
  }
  if (['number', 'int'].includes(expected) && typeof given === 'string') {
    const number = Number(given);
    return given.trim() && Number.isFinite(number) ? number : undefined;
  }
  if (expected === 'boolean' && /^(true|false)$/i.test(textOf(given))) {
    return textOf(given).toLocaleLowerCase('en-US') === 'true';
  }
  return undefined;
}

function bound(issue: {
  origin: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
}): number | undefined {
  return ['number', 'int'].includes(issue.origin) && issue.inclusive !== false
    ? Number(issue.minimum ?? issue.maximum)
    : undefined;
}

/** Values that nearly always do, by the key that lacks one. */
const USUAL: Record<string, unknown> = {
  accessModes: ['ReadWriteOnce'],
  subGroupSize: 1,
  topologyKey: 'kubernetes.io/hostname',
};

function usual({ path }: Issue): unknown {
  const key = String(path.at(-1));
  return Object.hasOwn(USUAL, key) ? USUAL[key] : undefined;
}

/**
 * The rule of an issue, and a value that would do, as far as they can be told
 * from zod's own description of it.
 */
function ruleOf(issue: Issue, given: unknown): RuleParams {
  if (issue.code !== 'custom' && given === undefined) {
    return { rule: 'required', suggestion: usual(issue) };
  }
  switch (issue.code) {
    case 'custom': {
      const params: RuleParams = issue.params ?? {};
      const { suggestion } = params;
      return {
        rule: params.rule,
        suggestion:
          typeof suggestion === 'function' ? suggestion(given) : suggestion,
      };
    }
    case 'invalid_type':
      return { rule: 'type', suggestion: converted(issue.expected, given) };
    case 'invalid_value': {
      const values = issue.values.map(String).filter(Boolean);
      return {
        rule: 'one-of',
        suggestion: suggest(textOf(given), values) ?? values[0],
      };
    }
    case 'too_small':
    case 'too_big':
      return { rule: 'range', suggestion: bound(issue) };
    case 'not_multiple_of':
      return { rule: 'whole-number', suggestion: Math.round(Number(given)) };
    case 'invalid_format':
      return { rule: 'format', suggestion: usual(issue) };
    case 'invalid_union': {
      const [first] = issue.errors.map(([branch]) => branch).filter(Boolean);
      return first ? ruleOf(first, given) : { rule: 'type' };
    }
    default:
      return { rule: 'type' };
  }
}

/**
 * An issue as zod found it, as an issue of the values: with the rule, what was
 * given and what would do.
 *
 * @param checked - what was parsed; the issue's path leads into it
 */
export function toValueIssue(issue: Issue, checked: unknown): ValueIssue {
  const given = lookUp(checked, issue.path as ValuePath);
  const { rule = 'format', suggestion } = ruleOf(issue, given);
  const shown = small(given);
  return {
    severity: 'error',
    path: formatPath(issue.path),
    message: issue.message,
    rule,
    ...(shown !== undefined && { given: shown }),
    ...(suggestion !== undefined && { suggestion }),
  };
}
