import type { ValueIssue } from '../api/contract';
import {
  escapeUnprintable,
  findUnprintable,
  withoutUnprintable,
} from '../quantities/characters';
import { Broken, issueOf, small } from './issues';
import type { ValuePath } from './paths';

/** Deeper than any Kubernetes object; stops maps that contain themselves. */
export const MAX_DEPTH = 64;

/** Entries of values, ten times as many as any workload has. */
const MAX_NODES = 10_000;

/** Characters of one text: as many as Helm can store of a whole release. */
const MAX_TEXT = 2 ** 20;

/** Nobody reads more, and the first ones tell what is wrong. */
const MAX_ISSUES = 100;

/** Says what a text must not have and where; undefined when it has none. */
function unprintable(text: string): string | undefined {
  const found = findUnprintable(text);
  return (
    found &&
    `character ${found.index + 1} is ${
      found.name
    }, which readers of YAML refuse or take for the end of a line: remove it`
  );
}

/** Goes through a value once and notes what no manifest can hold. */
class Inspection {
  readonly issues: ValueIssue[] = [];
  nodes = 0;

  /** Where the visit is. */
  private readonly path: PropertyKey[];

  constructor(at: ValuePath) {
    this.path = [...at];
  }

  /** Looks at a value and what is in it, until there is too much of it. */
  visit(value: unknown): void {
    this.nodes += 1;
    if (!this.goesOn()) {
      return;
    }
    if (this.path.length > MAX_DEPTH) {
      this.report({
        rule: 'depth',
        path: this.path.slice(0, 3),
        message: `is nested deeper than ${MAX_DEPTH} levels: look for a YAML alias (*name) that contains itself`,
      });
    } else if (Array.isArray(value)) {
      this.visitEntries(value.entries());
    } else if (isPlainObject(value)) {
      this.visitEntries(Object.entries(value));
    } else if (typeof value === 'string') {
      this.visitText(value);
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      const message = `must be a finite number, not ${value}`;
      this.report({ rule: 'finite', message });
    } else if (
      value !== null &&
      !['boolean', 'number', 'undefined'].includes(typeof value)
    ) {
      const message =
        'must be a map, a list, a string, a number, true, false or null';
      this.report({ rule: 'json', message });
    }
  }

  private visitText(text: string): void {
    const found = unprintable(text);
    if (text.length > MAX_TEXT) {
      const message = `must not be longer than ${MAX_TEXT} characters, which is as much as Helm can store: put the text into an image or a volume`;
      this.report({ rule: 'too-large', message });
    } else if (found) {
      this.report({
        rule: 'characters',
        message: `must have printable characters only, but ${found}`,
        given: escapeUnprintable(text),
        // Leaving a long text out would lose it: its writer must mend it.
        suggestion: small(withoutUnprintable(text)),
      });
    }
  }

  private visitEntries(entries: Iterable<[PropertyKey, unknown]>): void {
    for (const [key, value] of entries) {
      if (!this.goesOn()) {
        return;
      }
      const found = typeof key === 'string' ? unprintable(key) : undefined;
      this.path.push(key);
      if (key === '__proto__') {
        const message = 'is not allowed as a key: remove it';
        this.report({ rule: 'prototype-key', message, given: value });
      } else if (found) {
        const message = `must be a key of printable characters only, but ${found}`;
        this.report({ rule: 'characters', message });
      } else {
        this.visit(value);
      }
      this.path.pop();
    }
  }

  private goesOn(): boolean {
    return this.nodes <= MAX_NODES && this.issues.length < MAX_ISSUES;
  }

  /** Where the visit is, and to leave that out, unless something else is said. */
  private report(broken: Broken): void {
    const here = { path: this.path, given: undefined, suggestion: null };
    const issue = issueOf({ ...here, ...broken });
    // Its quotes are JSON's, so that the escaped path leads to the same key.
    this.issues.push({ ...issue, path: escapeUnprintable(issue.path) });
  }
}

/**
 * Issues of values that no manifest can hold: other objects than maps and
 * lists, numbers without a value, maps that contain themselves, more than any
 * object can hold, the key `__proto__`, which is no name of anything in
 * Kubernetes and sets the prototype of careless copies, and characters in
 * which readers of YAML differ: at them a text could end, and what follows be
 * read as fields that nobody checked.
 *
 * @param at - where the value is, for the issues' paths
 */
export function plainIssues(value: unknown, at: ValuePath = []): ValueIssue[] {
  const inspection = new Inspection(at);
  inspection.visit(value);
  return inspection.nodes > MAX_NODES
    ? [
        issueOf({
          rule: 'too-large',
          path: at,
          message: `must not have more than ${MAX_NODES} entries, aliases written out: remove what is not AIKit's`,
        }),
      ]
    : inspection.issues;
}

/**
 * How many maps, lists and scalars values that are plain have; of too many,
 * more than are allowed.
 *
 * @public
 */
export function countNodes(value: unknown): number {
  const inspection = new Inspection([]);
  inspection.visit(value);
  return inspection.nodes;
}

/** By its tag, because maps made in another realm have another prototype. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
