import type { ValueIssue } from '../api/contract';
import { formatPath, ValuePath } from './paths';

/** Deeper than any Kubernetes object; stops maps that contain themselves. */
const MAX_DEPTH = 64;

function error(path: ValuePath, message: string): ValueIssue[] {
  return [{ severity: 'error', path: formatPath(path), message }];
}

/**
 * Issues of values that are not what JSON can hold: other objects than maps
 * and lists, numbers without a value, maps that contain themselves, and the
 * key `__proto__`, which is no name of anything in Kubernetes and sets the
 * prototype of careless copies.
 */
export function plainIssues(
  value: unknown,
  path: ValuePath = [],
): ValueIssue[] {
  if (path.length > MAX_DEPTH) {
    return error(
      path.slice(0, 3),
      `is nested deeper than ${MAX_DEPTH} levels: look for a YAML alias (*name) that contains itself`,
    );
  }
  if (
    value === null ||
    ['string', 'boolean', 'undefined'].includes(typeof value)
  ) {
    return [];
  }
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? []
      : error(path, `must be a finite number, not ${value}`);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => plainIssues(item, [...path, index]));
  }
  if (!isPlainObject(value)) {
    return error(
      path,
      'must be a map, a list, a string, a number, true, false or null',
    );
  }
  return Object.keys(value).flatMap(key =>
    key === '__proto__'
      ? error([...path, key], 'is not allowed as a key: remove it')
      : plainIssues(value[key], [...path, key]),
  );
}

/** By its tag, because maps made in another realm have another prototype. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
