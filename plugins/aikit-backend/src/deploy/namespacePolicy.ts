import {
  ENFORCE_LABEL,
  isPodSecurityLevel,
  Manifest,
  ValueIssue,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  podSecurityViolations,
  ClusterError,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { InputError, NotFoundError } from '@backstage/errors';
import { withLabelsSetBefore } from './managedFields';
import { refusedValues } from './preflight';
import { LiveObject, WorkloadObjects } from './WorkloadObjects';

/** What the namespace says to a submission that it does not refuse. */
export interface NamespaceAnswer {
  /** The Namespace; none when it was not asked for, or is not there. */
  live: LiveObject[];
  /** What to submit: the Namespace keeps what this workload set before. */
  manifests: Manifest[];
  /** Warnings. */
  issues: ValueIssue[];
}

/**
 * Asks the namespace which pods it allows, when that matters: when some level
 * of the Pod Security Standards refuses these, or its labels are to be set.
 * Otherwise such a refusal would show in an event of a StatefulSet only.
 *
 * An account that may not read namespaces is no reason to refuse: whether the
 * pods are allowed is then found out by submitting, which the user is told.
 *
 * @throws InputError when the namespace does not allow the pods, or its level
 * would be lowered; NotFoundError
 * when labels are to be set on one that is not there; a ClusterError
 */
export async function askNamespace(
  objects: WorkloadObjects,
  target: WorkloadTarget,
  manifests: Manifest[],
): Promise<NamespaceAnswer> {
  const labelled = manifests.find(({ kind }) => kind === 'Namespace');
  const isSafe = podSecurityViolations(manifests, 'restricted').length === 0;
  if (isSafe && !labelled) {
    return { live: [], manifests, issues: [] };
  }
  let live: LiveObject[];
  try {
    ({ live } = await objects.read(['Namespace'], { needed: ['Namespace'] }));
  } catch (error) {
    if (labelled || !ClusterError.is(error, 'forbidden')) {
      throw error;
    }
    return { live: [], manifests, issues: [unknownLevel(target)] };
  }
  if (labelled && live.length === 0) {
    throw new NotFoundError(
      `There is no namespace ${target.namespace} in cluster '${target.cluster}' to set the labels of: create the namespace first, or choose another`,
    );
  }
  assertNotLowered(target, live[0]?.object, labelled);
  const labels = {
    ...live[0]?.object.metadata.labels,
    ...labelled?.metadata.labels,
  };
  assertAllowed(target, manifests, labels[ENFORCE_LABEL]);
  return {
    live,
    manifests: withLabelsSetBefore(manifests, target.name, live[0]?.object),
    issues: [],
  };
}

/** The laxest first. */
const LEVELS: (string | undefined)[] = ['privileged', 'baseline', 'restricted'];

/**
 * The level of a namespace protects all that runs in it: a workload may raise
 * it, and never lower it. Force does not help.
 *
 * @throws InputError that carries `issues`
 */
function assertNotLowered(
  { cluster, namespace }: WorkloadTarget,
  live: KubernetesObject | undefined,
  labelled: Manifest | undefined,
): void {
  const wanted = Object.entries(labelled?.metadata.labels ?? {});
  const issues = wanted.flatMap(([label, level]): ValueIssue[] => {
    const held = live?.metadata.labels?.[label];
    const mode = label.split('/')[1];
    return LEVELS.indexOf(level) < LEVELS.indexOf(held)
      ? [
          {
            severity: 'error',
            path: `namespace.podSecurity.${mode}`,
            message: `cannot be ${level}, because namespace ${namespace} of cluster '${cluster}' is held to ${held}, and the portal lowers no namespace's level: leave it out, or have it lowered by who runs the namespace`,
            rule: 'pod-security-lowered',
            given: level,
            suggestion: held,
          },
        ]
      : [];
  });
  if (issues.length > 0) {
    throw refusedValues(issues);
  }
}

function assertAllowed(
  { cluster, namespace }: WorkloadTarget,
  manifests: Manifest[],
  level: string | undefined,
): void {
  const violations = isPodSecurityLevel(level)
    ? podSecurityViolations(manifests, level)
    : [];
  if (violations.length === 0) {
    return;
  }
  const reasons = violations.map(({ field, message }) => `${field} ${message}`);
  const issues = violations.map(
    ({ field, message }): ValueIssue => ({
      severity: 'error',
      path: field,
      message: `is not allowed in namespace ${namespace}, which is held to ${level}: it ${message}`,
      rule: 'pod-security',
    }),
  );
  throw Object.assign(
    new InputError(
      `Namespace ${namespace} of cluster '${cluster}' holds its pods to the pod security level ${level}, and would let none of these be made: ${reasons.join(
        '; ',
      )}. Change these fields, choose another namespace, or have the level changed (namespace.podSecurity.enforce).`,
    ),
    { issues },
  );
}

function unknownLevel({ cluster, namespace }: WorkloadTarget): ValueIssue {
  return {
    severity: 'warning',
    path: 'namespace',
    message: `is ${namespace}, whose pod security level is not known, because the account that the portal uses in cluster '${cluster}' may not read namespaces: if the namespace is held to one, it may not let the pods be made`,
    rule: 'pod-security-unknown',
    given: namespace,
  };
}
