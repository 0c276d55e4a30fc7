import type { z } from 'zod';
import { suggest, textOf } from './suggest';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const NAMES: Record<string, string> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  boolean: 'true or false, without quotes',
  string: 'a string',
};

function nameOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
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
