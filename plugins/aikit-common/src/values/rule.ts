import type { z } from 'zod';

/** A broken rule of the values, where none of zod's own checks says it. */
export interface BrokenRule {
  /** Stable id of the rule, in kebab case. */
  rule: string;
  /** The rule and a way out, as a sentence without its subject. */
  message: string;
  /** From the value that is checked; absent: the value itself. */
  path?: PropertyKey[];
  /**
   * A value for the path that would do, null to leave it out, or how to make
   * one of what was given.
   */
  suggestion?: unknown;
}

/** Reports a broken rule, with what `readValues` makes an issue from. */
export function breakRule(
  context: z.RefinementCtx,
  { rule, message, path = [], suggestion }: BrokenRule,
): void {
  context.addIssue({
    code: 'custom',
    path,
    message,
    params: { rule, ...(suggestion !== undefined && { suggestion }) },
  });
}

/**
 * Reports each entry of a list whose key an earlier entry has, at the entry.
 *
 * @param keyOf - what must be unique; undefined where an entry has none
 */
export function breakUnique<T>(
  context: z.RefinementCtx,
  entries: readonly T[],
  keyOf: (entry: T) => string | undefined,
  { path = [], ...broken }: BrokenRule,
): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const key = keyOf(entry);
    if (key !== undefined && seen.has(key)) {
      breakRule(context, { ...broken, path: [index, ...path] });
    }
    if (key !== undefined) {
      seen.add(key);
    }
  });
}

/**
 * How to make a free name of one that is taken: `data-2`, then `data-3`.
 *
 * @param separator - what stands before the number
 */
export function nextName(separator: string): (name: string) => string {
  return name => {
    const [, stem, number] = /^(.*?)(?:[-_](\d+))?$/s.exec(name) ?? [];
    return `${stem}${separator}${Number(number ?? 1) + 1}`;
  };
}
