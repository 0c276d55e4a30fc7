import type { Manifest } from '../api/contract';
import { RenderContext } from './context';
import { carrierMetadata } from './metadata';

/**
 * What the pods may do with the API of Kubernetes in their namespace, or
 * nothing: also with the chart's `rbac.create`, which comes without rules.
 */
export function role(context: RenderContext): Manifest | undefined {
  const { rbac } = context.values;
  return rbac?.create && rbac.rules
    ? {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: carrierMetadata(context),
        rules: rbac.rules,
      }
    : undefined;
}
