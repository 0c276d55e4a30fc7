import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See the workloads of a catalog entity. A policy may decide by the entity,
 * with the catalog's own conditions such as `isEntityOwner`.
 *
 * @public
 */
export const aikitWorkloadReadPermission = createPermission({
  name: 'aikit.workload.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Submit a workload for an entity that the catalog does not have yet.
 *
 * @public
 */
export const aikitWorkloadCreatePermission = createPermission({
  name: 'aikit.workload.create',
  attributes: { action: 'create' },
});

/**
 * Submit or change the workload of an entity that the catalog has.
 *
 * @public
 */
export const aikitWorkloadUpdatePermission = createPermission({
  name: 'aikit.workload.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Remove a workload of an entity.
 *
 * @public
 */
export const aikitWorkloadDeletePermission = createPermission({
  name: 'aikit.workload.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * See which clusters there are, their state and their accelerators.
 *
 * @public
 */
export const aikitClusterReadPermission = createPermission({
  name: 'aikit.cluster.read',
  attributes: { action: 'read' },
});

/**
 * All permissions of the suite, for `permissionsRegistry.addPermissions`.
 *
 * @public
 */
export const aikitPermissions = [
  aikitWorkloadReadPermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadUpdatePermission,
  aikitWorkloadDeletePermission,
  aikitClusterReadPermission,
];
