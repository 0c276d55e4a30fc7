import { Finding, FindingSeverity } from '@aikit-backstage/plugin-aikit-common';
import { Situation } from './situation';

/** A finding, with the groups it is about. */
export interface Diagnosis extends Finding {
  /** Their indexes; none when it is about all of them. */
  groups: number[];
}

/** What a rule finds: the code and the severity are those of the rule. */
export type Sighting = Omit<Diagnosis, 'code' | 'severity'>;

/**
 * One line of the table of rules. An `error` or a `warning` holds up groups
 * that are not ready, an `info` does not; a `warning` may pass by itself.
 */
export interface Rule {
  code: string;
  severity: FindingSeverity;
  /** Will not heal unless somebody changes something. */
  blocking: boolean;
  diagnose(situation: Situation): Sighting[];
  /** When the answer changes by the passing of time alone; past or future. */
  deadlines?(situation: Situation): Date[];
}
