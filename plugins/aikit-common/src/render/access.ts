import type { Manifest } from '../api/contract';
import { defined, RenderContext } from './context';
import { carrierMetadata } from './metadata';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Name of the account that the pods run as: the one made for the workload, or
 * the one that is named; undefined for the namespace's default.
 */
export function serviceAccountName({
  name,
  values: { serviceAccount: account },
}: RenderContext): string | undefined {
  return account?.create ? name : account?.name || undefined;
}

/** The workload's own account, or nothing when none is asked for. */
export function serviceAccount(context: RenderContext): Manifest | undefined {
  const { serviceAccount: account } = context.values;
  return account?.create
    ? defined({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: carrierMetadata(context, account.annotations),
        automountServiceAccountToken: account.automountServiceAccountToken,
      })
    : undefined;
}

/**
 * What the pods may do with the API of Kubernetes in their namespace, or
 * nothing: also with the chart's `rbac.create`, which comes without rules.
 */
export function role(context: RenderContext): Manifest | undefined {
  const { rbac } = context.values;
  return rbac?.create && rbac.rules
    ? {
        apiVersion: `${RBAC}/v1`,
        kind: 'Role',
        metadata: carrierMetadata(context),
        rules: rbac.rules,
      }
    : undefined;
}

/**
 * Grants the workload's Role to the account of its pods. The account is named
 * with its namespace, which Kubernetes requires of a subject.
 */
export function roleBinding(context: RenderContext): Manifest | undefined {
  const { name, namespace } = context;
  return (
    role(context) && {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: carrierMetadata(context),
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: serviceAccountName(context),
          namespace,
        },
      ],
    }
  );
}
