import type { Pods } from '../effectivePod';
import type { ValuesMap } from '../merge';
import type { AikitValues } from '../schema';
import type { Rule } from './rule';

/** What the rules between values that stand apart look at. */
export interface Checked {
  /** The values as the user gave them. */
  given: ValuesMap;
  /** The same, laid over what is below them, and right by the schema. */
  values: AikitValues;
  /** The pods that the values make. */
  pods: Pods;
  /** LeaderWorkerSet's version in the cluster, such as `0.9.0`, if known. */
  lwsVersion?: string;
}

/** A rule between values that stand apart. */
export type ValuesRule = Rule<Checked>;
