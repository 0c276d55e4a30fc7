import type { Manifest } from '../api/contract';
import { RenderContext } from './context';
import { carrierMetadata } from './metadata';
import { role } from './role';
import { serviceAccountName } from './serviceAccount';

/**
 * Grants the workload's Role to the account of its pods. The account is named
 * with its namespace, which Kubernetes requires of a subject.
 */
export function roleBinding(context: RenderContext): Manifest | undefined {
  const granted = role(context);
  return (
    granted && {
      apiVersion: granted.apiVersion,
      kind: 'RoleBinding',
      metadata: carrierMetadata(context),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: granted.kind,
        name: granted.metadata.name,
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: serviceAccountName(context),
          namespace: context.namespace,
        },
      ],
    }
  );
}
