import type { Manifest, ValueIssue } from '../../api/contract';
import { renderWorkload } from '../../render/renderWorkload';
import { limitsFor, readPolicy } from '../policy';
import { PolicyInput, policyIssues } from '../policyIssues';

export const OWNER = 'group:default/search';

/** What holds for {@link OWNER} under a policy. */
export function limitsOf(policy: object = {}) {
  return limitsFor(readPolicy(policy), OWNER);
}

/** Where the workload `chat` is to run, unless something else is said. */
export const PLACE = { cluster: 'east', namespace: 'team', name: 'chat' };

/** The manifests of the workload `chat`. */
export function rendered(values: object, name = PLACE.name): Manifest[] {
  const result = renderWorkload({
    values,
    name,
    namespace: PLACE.namespace,
    entityRef: 'component:default/chat',
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

/** The issues of values under a policy. */
export function judged(
  policy: object,
  values: object,
  place: Partial<PolicyInput> = {},
): ValueIssue[] {
  return policyIssues(limitsOf(policy), {
    ...PLACE,
    manifests: rendered(values),
    ...place,
  });
}

/** The same, a line each: `policy-images at image.repository`. */
export function brokenBy(
  policy: object,
  values: object,
  place: Partial<PolicyInput> = {},
): string[] {
  return judged(policy, values, place).map(
    ({ rule, path }) => `${rule} at ${path}`,
  );
}

/** A Deployment with a pod that no values could describe. */
export function podOf(spec: object, labels: object = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: PLACE.name },
    spec: {
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'aikit' }], ...spec },
      },
    },
  };
}

/** A limit by its rule, with values that break it and values that do not. */
export type LimitCase = [
  limit: string,
  policy: object,
  refused: object,
  path: string,
  passed: object,
];

/** What a limit says of the values that break it, and of those that do not. */
export function triedLimit([, policy, refused, , passed]: LimitCase) {
  return {
    refused: brokenBy(policy, refused),
    errors: judged(policy, refused).filter(
      ({ severity, message }) =>
        severity === 'error' && message.endsWith('. Ask the platform team'),
    ).length,
    passed: brokenBy(policy, passed),
  };
}

/** What a limit has to say: one refusal, in full, at its place. */
export function holding([limit, , , path]: LimitCase) {
  return { refused: [`policy-${limit} at ${path}`], errors: 1, passed: [] };
}
