import type { ValueIssue } from '../../../api/contract';
import { mergeValues, ValuesMap } from '../../merge';
import { readValues } from '../../readValues';

/** What a test says of an issue. */
export type Expected = Partial<ValueIssue>;

/** All issues of values over the defaults. */
export function issuesOf(values: ValuesMap, lwsVersion?: string): ValueIssue[] {
  return readValues(values, { lwsVersion }).issues;
}

/** Distributed mode, with more values of `leaderWorkerSet`. */
export function distributed(
  lws: ValuesMap = {},
  rest: ValuesMap = {},
): ValuesMap {
  return { ...rest, leaderWorkerSet: mergeValues({ enabled: true }, lws) };
}

export const GPU = 'nvidia.com/gpu';
