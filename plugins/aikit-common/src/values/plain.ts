import type { ValueIssue } from '../api/contract';
import { small } from './given';
import { formatPath, ValuePath } from './paths';

/** Deeper than any Kubernetes object; stops maps that contain themselves. */
export const MAX_DEPTH = 64;

/** Entries of values, ten times as many as any workload has. */
const MAX_NODES = 10_000;

/** Nobody reads more, and the first ones tell what is wrong. */
const MAX_ISSUES = 100;

const JSON_SCALARS: readonly string[] = [
  'string',
  'boolean',
  'number',
  'undefined',
];

/** Goes through a value once and notes what JSON cannot hold. */
class Inspection {
  readonly issues: ValueIssue[] = [];
  nodes = 0;

  /** Where the visit is: one list for all of it, because issues are rare. */
  private readonly path: PropertyKey[];

  constructor(at: ValuePath) {
    this.path = [...at];
  }

  /** Looks at a value and what is in it, until there is too much of it. */
  visit(value: unknown): void {
    this.nodes += 1;
    if (this.nodes > MAX_NODES || this.issues.length >= MAX_ISSUES) {
      return;
    }
    if (this.path.length > MAX_DEPTH) {
      this.report(
        this.path.slice(0, 3),
        'depth',
        `is nested deeper than ${MAX_DEPTH} levels: look for a YAML alias (*name) that contains itself`,
      );
    } else if (typeof value === 'object' && value !== null) {
      this.visitObject(value);
    } else {
      this.visitScalar(value);
    }
  }

  private visitObject(value: object): void {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length && this.goesOn(); index += 1) {
        this.visitChild(index, value[index]);
      }
    } else if (isPlainObject(value)) {
      this.visitMap(value);
    } else {
      this.reportNoJson();
    }
  }

  private visitScalar(value: unknown): void {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.report(this.path, 'finite', `must be a finite number, not ${value}`);
    } else if (value !== null && !JSON_SCALARS.includes(typeof value)) {
      this.reportNoJson();
    }
  }

  private visitMap(map: Record<string, unknown>): void {
    for (const key of Object.keys(map)) {
      if (!this.goesOn()) {
        return;
      }
      if (key === '__proto__') {
        this.report(
          [...this.path, key],
          'prototype-key',
          'is not allowed as a key: remove it',
          map[key],
        );
      } else {
        this.visitChild(key, map[key]);
      }
    }
  }

  private visitChild(key: PropertyKey, value: unknown): void {
    this.path.push(key);
    this.visit(value);
    this.path.pop();
  }

  private goesOn(): boolean {
    return this.nodes <= MAX_NODES && this.issues.length < MAX_ISSUES;
  }

  private reportNoJson(): void {
    this.report(
      this.path,
      'json',
      'must be a map, a list, a string, a number, true, false or null',
    );
  }

  private report(
    path: ValuePath,
    rule: string,
    message: string,
    value?: unknown,
  ): void {
    const given = small(value);
    this.issues.push({
      severity: 'error',
      path: formatPath(path),
      message,
      rule,
      ...(given !== undefined && { given }),
      suggestion: null,
    });
  }
}

/**
 * Issues of values that are not what JSON can hold: other objects than maps
 * and lists, numbers without a value, maps that contain themselves, more than
 * any object can hold, and the key `__proto__`, which is no name of anything
 * in Kubernetes and sets the prototype of careless copies.
 *
 * @param at - where the value is, for the issues' paths
 */
export function plainIssues(value: unknown, at: ValuePath = []): ValueIssue[] {
  const inspection = new Inspection(at);
  inspection.visit(value);
  return inspection.nodes > MAX_NODES
    ? [
        {
          severity: 'error',
          path: formatPath(at),
          message: `must not have more than ${MAX_NODES} entries, aliases written out: remove what is not AIKit's`,
          rule: 'too-large',
        },
      ]
    : inspection.issues;
}

/** How many maps, lists and scalars values that are plain have. */
export function countNodes(value: unknown): number {
  const inspection = new Inspection([]);
  inspection.visit(value);
  return inspection.nodes;
}

/** By its tag, because maps made in another realm have another prototype. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
