import type { ValueIssue } from '../api/contract';
import {
  escapeUnprintable,
  findUnprintable,
  withoutUnprintable,
} from './characters';
import { small } from './issues';
import { formatPath, ValuePath } from './paths';

/** Deeper than any Kubernetes object; stops maps that contain themselves. */
export const MAX_DEPTH = 64;

/** Entries of values, ten times as many as any workload has. */
const MAX_NODES = 10_000;

/** Characters of one text: as many as Helm can store of a whole release. */
const MAX_TEXT = 2 ** 20;

/** Nobody reads more, and the first ones tell what is wrong. */
const MAX_ISSUES = 100;

const JSON_SCALARS: readonly string[] = [
  'string',
  'boolean',
  'number',
  'undefined',
];

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
    if (typeof value === 'string') {
      this.visitText(value);
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      this.report(this.path, 'finite', `must be a finite number, not ${value}`);
    } else if (value !== null && !JSON_SCALARS.includes(typeof value)) {
      this.reportNoJson();
    }
  }

  private visitText(text: string): void {
    if (text.length > MAX_TEXT) {
      const message = `must not be longer than ${MAX_TEXT} characters, which is as much as Helm can store: put the text into an image or a volume`;
      this.report(this.path, 'too-large', message);
      return;
    }
    const found = unprintable(text);
    if (found) {
      const message = `must have printable characters only, but ${found}`;
      this.report(this.path, 'characters', message, {
        given: escapeUnprintable(text),
        // Leaving a long text out would lose it: its writer must mend it.
        suggestion: small(withoutUnprintable(text)),
      });
    }
  }

  private visitMap(map: Record<string, unknown>): void {
    for (const key of Object.keys(map)) {
      if (!this.goesOn()) {
        return;
      }
      this.visitEntry(key, map[key]);
    }
  }

  private visitEntry(key: string, value: unknown): void {
    const found = unprintable(key);
    if (key === '__proto__') {
      const message = 'is not allowed as a key: remove it';
      this.report([...this.path, key], 'prototype-key', message, {
        given: value,
      });
    } else if (found) {
      const message = `must be a key of printable characters only, but ${found}`;
      this.report([...this.path, key], 'characters', message);
    } else {
      this.visitChild(key, value);
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
    found: Pick<ValueIssue, 'given' | 'suggestion'> = {},
  ): void {
    // To leave the value out, unless something else, or nothing, is said.
    const { given, suggestion } = { suggestion: null, ...found };
    const shown = small(given);
    this.issues.push({
      severity: 'error',
      // Its quotes are JSON's, so that the escaped path leads to the same key.
      path: escapeUnprintable(formatPath(path)),
      message,
      rule,
      ...(shown !== undefined && { given: shown }),
      ...(suggestion !== undefined && { suggestion }),
    });
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
