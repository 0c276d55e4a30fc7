import type { z } from 'zod';
import type { ValueIssue } from '../api/contract';
import { suggest, textOf } from './suggest';
import { Broken, issueOf } from './issues';
import { lookUp, ValuePath } from './paths';

type Issue = z.core.$ZodIssue;
type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const NAMES: Record<string, string> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  boolean: 'true or false, without quotes',
  string: 'a string',
};

/** Longest text that a message repeats. */
const MAX_QUOTED = 100;

function nameOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'a map';
  }
  return typeof value === 'string' && value.length > MAX_QUOTED
    ? 'a long string'
    : JSON.stringify(value);
}

/**
 * Whether a path leads to what a container is started with. It may be a secret,
 * and messages are written to logs.
 */
function mayBeSecret(path: readonly PropertyKey[] = []): boolean {
  return (
    path.some(part => part === 'args' || part === 'command') ||
    (path.includes('env') && path.at(-1) !== 'name')
  );
}

/**
 * The sentence for an issue that the schema has none for: zod's error map.
 */
export function describeIssue(issue: RawIssue): string | undefined {
  if (issue.input === undefined) {
    return 'is required';
  }
  if (issue.code === 'invalid_type') {
    const scalar = ['number', 'boolean'].includes(typeof issue.input);
    if (mayBeSecret(issue.path)) {
      const wanted = NAMES[issue.expected] ?? issue.expected;
      return `must be ${wanted}${scalar ? ': write it in quotes' : ''}`;
    }
    return issue.expected === 'string' && scalar
      ? `must be a string: write it in quotes, "${issue.input}"`
      : `must be ${NAMES[issue.expected] ?? issue.expected}, not ${nameOf(
          issue.input,
        )}`;
  }
  if (issue.code === 'too_small' && issue.origin === 'array') {
    return `must have at least ${issue.minimum} ${
      issue.minimum === 1 ? 'entry' : 'entries'
    }`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).filter(Boolean);
    const meant = suggest(textOf(issue.input), values);
    return `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}${
      meant ? `: did you mean ${meant}?` : ''
    }`;
  }
  return undefined;
}

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
function ruleOf(issue: Issue, given: unknown): Partial<Broken> {
  if (issue.code !== 'custom' && given === undefined) {
    return { rule: 'required', suggestion: usual(issue) };
  }
  switch (issue.code) {
    case 'custom':
      return issue.params ?? {};
    case 'invalid_type':
      return issue.expected === 'never'
        ? { rule: 'unknown-key', suggestion: null }
        : { rule: 'type', suggestion: converted(issue.expected, given) };
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
  const path = issue.path as ValuePath;
  const found = ruleOf(issue, lookUp(checked, path));
  return issueOf(
    { rule: 'format', ...found, path, message: issue.message },
    checked,
  );
}
