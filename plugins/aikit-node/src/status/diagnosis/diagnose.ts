import { Finding, FindingSeverity } from '@aikit-backstage/plugin-aikit-common';
import { configurationRules } from './configurationRules';
import { containerRules } from './containerRules';
import { controllerSilent } from './controllerSilent';
import { creationRules } from './creationRules';
import { groupRecreated } from './groupRecreated';
import { imageRules } from './imageRules';
import { nodeRules } from './nodeRules';
import { placementRules } from './placementRules';
import { Diagnosis, Rule, Sighting } from './rule';
import { Situation } from './situation';
import { slowRules } from './slowRules';
import { waitsForApproval } from './waitsForApproval';

/** All rules. Of findings equally severe, those of earlier rules come first. */
const rules: Rule[] = [
  waitsForApproval,
  ...creationRules,
  controllerSilent,
  ...imageRules,
  ...configurationRules,
  ...containerRules,
  ...nodeRules,
  ...placementRules,
  groupRecreated,
  ...slowRules,
];

const SEVERITIES: FindingSeverity[] = ['error', 'warning', 'info'];

/**
 * Everything the rules find, the most severe first; at most one diagnosis for
 * each code and subject.
 */
export function diagnose(situation: Situation): Diagnosis[] {
  // What goes on while it is removed is nobody's problem.
  if (situation.observation.workload.deletedAt) {
    return [];
  }
  const found = new Map<string, Diagnosis>();
  for (const { code, severity, diagnose: look } of rules) {
    for (const sighting of look(situation)) {
      const key = `${code} ${sighting.subject}`;
      const before = found.get(key);
      found.set(
        key,
        before ? merge(before, sighting) : { code, severity, ...sighting },
      );
    }
  }
  return [...found.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

/** Two causes of one kind, such as two missing Secrets, for one subject. */
function merge(before: Diagnosis, { message, remedy }: Sighting): Diagnosis {
  const join = (a: string, b: string) => (a === b ? a : `${a} ${b}`);
  return {
    ...before,
    message: join(before.message, message),
    remedy: join(before.remedy, remedy),
  };
}

/** Several rules wait for the same moments. */
const allDeadlines = new Set(rules.flatMap(rule => rule.deadlines ?? []));

/** When rules may judge otherwise by the passing of time alone. */
export function deadlines(situation: Situation): Date[] {
  return [...allDeadlines].flatMap(deadlinesOf => deadlinesOf(situation));
}

/** A diagnosis as it goes over the wire. */
export function toFinding(diagnosis: Diagnosis): Finding {
  const { code, severity, subject, message, remedy } = diagnosis;
  return { code, severity, subject, message, remedy };
}

/**
 * Whether a finding will stay until somebody changes something: a wrong image
 * name, say, and not a lack of GPUs, which others may free. Whoever waits for
 * the workload need not wait any longer.
 *
 * @param code - code of a finding; one not known does not block
 * @public
 */
export function blocksProgress(code: string): boolean {
  return rules.some(rule => rule.code === code && rule.blocking);
}
