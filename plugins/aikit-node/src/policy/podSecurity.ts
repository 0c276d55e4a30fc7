import type {
  Limits,
  Manifest,
  PodSecurityLevel,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { baselineChecks } from './baseline';
import { podSpecs } from './check';
import { restrictedChecks } from './restricted';

/**
 * A field of a manifest that a level of the Pod Security Standards does not
 * allow as it is.
 *
 * @public
 */
export interface PodSecurityViolation {
  /** The lowest level that does not allow it. */
  level: Exclude<PodSecurityLevel, 'privileged'>;
  /** Path in the manifest of the LeaderWorkerSet or Deployment. */
  field: string;
  /** What is wrong and a way out, as a sentence whose subject is the field. */
  message: string;
}

const LEVELS = [
  { level: 'baseline', checks: baselineChecks },
  { level: 'restricted', checks: restrictedChecks },
] as const;

/**
 * Why the API server would not let the pods of these manifests be made, were
 * their namespace held to the level. It would say so on the StatefulSet or
 * ReplicaSet only, in an event, after the workload itself was accepted.
 *
 * A namespace can also be held to the rules of an older version of Kubernetes,
 * which allow a little less or more: this is the newest.
 *
 * @public
 */
export function podSecurityViolations(
  manifests: readonly Manifest[],
  level: PodSecurityLevel,
): PodSecurityViolation[] {
  const binding = LEVELS.filter(
    lower => level === 'restricted' || lower.level === level,
  );
  return manifests.flatMap(podSpecs).flatMap(([path, pod]) =>
    binding.flatMap(({ level: lowest, checks }) =>
      checks
        .flatMap(check => check(pod))
        .map(({ field, message }) => ({
          level: lowest,
          field: `${path}.${field}`,
          message,
        })),
    ),
  );
}

/**
 * What the policy's level does not allow; which folders of the node pods may
 * have is a limit of its own.
 *
 * @param limits - of the workload's owner
 * @public
 */
export function podSecurityIssues(
  { podSecurity, contact }: Limits,
  manifests: readonly Manifest[],
): ValueIssue[] {
  return podSecurityViolations(manifests, podSecurity)
    .filter(({ field }) => !field.endsWith('.hostPath'))
    .map(({ field, message }) => ({
      severity: 'error',
      path: field,
      message: `is not allowed by the policy, which holds pods to the pod security level ${podSecurity}: it ${message}. Ask ${contact}`,
      rule: 'policy-podSecurity',
    }));
}
