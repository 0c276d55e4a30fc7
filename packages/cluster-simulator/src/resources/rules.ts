import { isObject } from './json';
import { Problems } from './problems';

/** What is wrong with a value, in the words of the API server. */
export type Check<T> = (value: T) => string[];

/** What a value must be, beside its type. */
export interface Rule {
  /** It must be there, and not be empty; a text says more. */
  required?: boolean | string;
  oneOf?: string[];
  /** A number that is not negative. */
  notNegative?: boolean;
  text?: Check<string>;
  number?: Check<number>;
  /** Of a map's entries. */
  keys?: Check<string>;
  values?: Check<string>;
  /** Of an object, checked in this order. */
  fields?: Record<string, Rule>;
  items?: Rule;
  /** The field by which no two items are the same. */
  unique?: string;
  /** What takes more than one field to tell; it comes last. */
  also?: (value: never, field: string, problems: Problems) => void;
}

/** Adds what is wrong with a value and its parts. */
export function validateRule(
  rule: Rule,
  value: unknown,
  field: string,
  problems: Problems,
) {
  if (rule.required && isEmpty(value)) {
    problems.required(field, rule.required === true ? '' : rule.required);
    return;
  }
  if (value === undefined) {
    return;
  }
  validateScalar(rule, value, field, problems);
  if (Array.isArray(value)) {
    validateItems(rule, value, field, problems);
  } else if (isObject(value)) {
    for (const [key, entry] of Object.entries(value)) {
      problems.checked(field, key, rule.keys?.(key));
      problems.checked(field, entry, rule.values?.(String(entry)));
    }
    for (const [name, part] of Object.entries(rule.fields ?? {})) {
      const at = field ? `${field}.${name}` : name;
      validateRule(part, value[name], at, problems);
    }
  }
  rule.also?.(value as never, field, problems);
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

function validateScalar(
  { oneOf, notNegative, text, number }: Rule,
  value: unknown,
  field: string,
  problems: Problems,
) {
  if (oneOf && !oneOf.includes(String(value))) {
    problems.unsupported(field, value, oneOf);
  }
  if (notNegative && Number(value) < 0) {
    problems.invalid(field, value, 'must be greater than or equal to 0');
  }
  if (typeof value === 'string' && value) {
    problems.checked(field, value, text?.(value));
  }
  if (typeof value === 'number') {
    problems.checked(field, value, number?.(value));
  }
}

function validateItems(
  { items = {}, unique }: Rule,
  list: unknown[],
  field: string,
  problems: Problems,
) {
  const seen = new Set<unknown>();
  list.forEach((item, index) => {
    const at = `${field}[${index}]`;
    validateRule(items, item, at, problems);
    const key = unique && isObject(item) ? item[unique] : undefined;
    if (key && seen.has(key)) {
      problems.duplicate(`${at}.${unique}`, key);
    }
    seen.add(key);
  });
}
