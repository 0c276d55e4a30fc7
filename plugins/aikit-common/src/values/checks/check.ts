import type { ValueIssue } from '../../api/contract';
import type { Pods } from '../effectivePod';
import type { ValuesMap } from '../merge';
import { formatPath, ValuePath } from '../paths';
import type { AikitValues } from '../schema';

/** What a check looks at. */
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

/** Issues of values between each other; the schema looks at each alone. */
export type Check = (checked: Checked) => ValueIssue[];

/** What a check found, but for its severity and path. */
type Finding = Omit<ValueIssue, 'severity' | 'path'>;

/** Something that cannot work. */
export function errorAt(path: ValuePath, finding: Finding): ValueIssue {
  return { severity: 'error', path: formatPath(path), ...finding };
}

/** Something that is doubtful, or without effect. */
export function warningAt(path: ValuePath, finding: Finding): ValueIssue {
  return { severity: 'warning', path: formatPath(path), ...finding };
}

/** Each issue once: what both roles get from the top level is found twice. */
export function once(issues: ValueIssue[]): ValueIssue[] {
  if (issues.length < 2) {
    return issues;
  }
  const first = new Map<string, ValueIssue>();
  for (const issue of issues) {
    const key = `${issue.rule} ${issue.path}`;
    if (!first.has(key)) {
      first.set(key, issue);
    }
  }
  return [...first.values()];
}
