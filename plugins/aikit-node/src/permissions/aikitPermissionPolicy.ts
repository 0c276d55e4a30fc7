import {
  aikitNamespaceLabelPermission,
  aikitWorkloadAdoptPermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadAssignPermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadUpdatePermission,
} from '@aikit-backstage/plugin-aikit-common';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import {
  AuthorizeResult,
  isPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';

const CHANGES = [aikitWorkloadUpdatePermission, aikitWorkloadDeletePermission];

/** What a portal gives to those who answer for its clusters. */
const FOR_PLATFORM = [
  aikitNamespaceLabelPermission,
  aikitWorkloadAdoptPermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadAssignPermission,
];

function isOneOf(permissions: Permission[], permission: Permission): boolean {
  return permissions.some(other => isPermission(permission, other));
}

/**
 * A permission policy to put before a portal's own:
 *
 * - Nobody uses the proxy of Backstage's Kubernetes plugin, behind which is the
 *   account that the suite needs to write. The suite asks it as a service, and
 *   services are not subject to permission policies.
 * - Workloads of an entity are changed and removed by its owners.
 * - The members of the `platform` change and remove all, and they alone
 *   approve, take over, label namespaces and name owners other than themselves:
 *   without a `platform`, nobody does.
 *
 * All else is decided by the portal's own policy.
 *
 * @param next - the portal's own
 * @param options - `platform`: full references of groups or users, such as
 * `group:default/ml-platform`
 * @public
 */
export function aikitPermissionPolicy(
  next: PermissionPolicy,
  options: { platform?: string[] } = {},
): PermissionPolicy {
  const { platform = [] } = options;
  return {
    async handle(request, user): Promise<PolicyDecision> {
      const { permission } = request;
      const claims = user?.info.ownershipEntityRefs ?? [];
      const isPlatform = platform.some(ref => claims.includes(ref));
      if (isPermission(permission, kubernetesProxyPermission)) {
        return { result: AuthorizeResult.DENY };
      }
      if (isOneOf(FOR_PLATFORM, permission)) {
        return {
          result: isPlatform ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        };
      }
      if (!isPlatform && isOneOf(CHANGES, permission)) {
        return isOwnerOfEntity(claims);
      }
      return isPlatform && isOneOf(CHANGES, permission)
        ? { result: AuthorizeResult.ALLOW }
        : next.handle(request, user);
    },
  };
}

/** The catalog's own rule, which `isEntityOwner` of its backend makes, too. */
function isOwnerOfEntity(claims: string[]): PolicyDecision {
  const { resourceType } = aikitWorkloadUpdatePermission;
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType,
    conditions: { rule: 'IS_ENTITY_OWNER', resourceType, params: { claims } },
  };
}
