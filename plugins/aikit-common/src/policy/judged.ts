import type { Manifest } from '../api/contract';
import type { Broken } from '../values/issues';
import type { ValuePath } from '../values/paths';
import type { Rule } from '../values/rules/rule';
import { allows, wouldDo } from './patterns';
import type { PolicyPod } from './pods';
import type { Limits } from '../api/policy';

/** What the rules of the policy look at. */
export interface Judged {
  /** With placeholders filled in. */
  limits: Limits;
  /** Absent where it is not known, as in a repository of manifests. */
  cluster?: string;
  namespace: string;
  name: string;
  manifests: readonly Manifest[];
  /** The kinds of pod that the manifests make. */
  pods: readonly PolicyPod[];
  /** Models that it is known to serve, beside those that the manifests name. */
  models: readonly string[];
}

/** A rule of the policy; a message ends before whom to ask. */
export type PolicyRule = Rule<Judged>;

/** The owner in a sentence. */
export function whoOf({ owner }: Pick<Limits, 'owner'>): string {
  return owner ?? 'an owner who is not known';
}

/** The end of every refusal. */
export function ask({ contact }: Pick<Limits, 'contact'>): string {
  return `Ask ${contact}`;
}

/** A name to judge by a limit. */
interface JudgedName {
  rule: string;
  path: ValuePath;
  given: string;
  /** Those that may be used. */
  patterns: readonly string[];
  /** What only a pattern without `*` allows. */
  reserved?: readonly string[];
  /** What would do before the patterns. */
  also?: string;
}

/** Reports a name that the owner may not use, with those that would do. */
export function judgeName(
  limits: Limits,
  report: (broken: Broken) => void,
  { rule, path, given, patterns, reserved, also }: JudgedName,
): void {
  if (!allows(patterns, given, reserved)) {
    report({
      rule,
      path,
      given,
      message: `is ${given}, which ${whoOf(limits)} may not use${wouldDo(
        patterns,
        { reserved, also },
      )}`,
    });
  }
}
