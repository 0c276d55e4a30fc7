import { readValues } from '../readValues';

/** A broken rule in short: where, which, and what would do. */
export type Broken = [path: string, rule: string, suggestion?: unknown];

/** The rules that values break, warnings aside. */
export function broken(values: object): Broken[] {
  return readValues(values)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ path, rule, suggestion }) =>
      suggestion === undefined ? [path, rule] : [path, rule, suggestion],
    );
}
