import { isMap } from '../values/merge';

/**
 * A field that is not the same in two objects.
 *
 * @public
 */
export interface FieldChange {
  /** Such as `spec.template.spec.containers[0].image`. */
  path: string;
  /** Absent when it was not there. */
  before?: unknown;
  /** Absent when it is not there any more. */
  after?: unknown;
}

/** A key as part of a path; in brackets when dots would be read as steps. */
function step(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path ? `${path}.${key}` : key;
}

function own(map: object, key: string): unknown {
  return Object.hasOwn(map, key)
    ? (map as Record<string, unknown>)[key]
    : undefined;
}

function collect(before: unknown, after: unknown, path: string): FieldChange[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const longest = Math.max(before.length, after.length);
    return Array.from({ length: longest }).flatMap((_, index) =>
      collect(before[index], after[index], `${path}[${index}]`),
    );
  }
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key =>
      collect(own(before, key), own(after, key), step(path, key)),
    );
  }
  return Object.is(before, after)
    ? []
    : [
        {
          path,
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
        },
      ];
}

/**
 * The fields in which two objects differ, in the order of the first; what
 * only one of them has is one change, however deep it is.
 *
 * @public
 */
export function fieldChanges(before: object, after: object): FieldChange[] {
  return collect(before, after, '');
}
