import { RESOURCE_TYPE_AIKIT_PLACE } from '@aikit-backstage/plugin-aikit-common';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';

/**
 * Where a workload or a release is, and whose it is: what permissions of the
 * resource type `aikit-place` are decided by.
 *
 * @public
 */
export interface AikitPlace {
  /** Absent where none is named, as for manifests of a repository. */
  cluster?: string;
  namespace: string;
  /** Full reference; absent for what belongs to nobody yet. */
  owner?: string;
}

/**
 * Whether a place is one of those that are asked for.
 *
 * @public
 */
export type AikitPlaceFilter = (place: AikitPlace) => boolean;

/**
 * The resource type `aikit-place`, for `permissionsRegistry`.
 *
 * @public
 */
export const aikitPlaceResourceRef = createPermissionResourceRef<
  AikitPlace,
  AikitPlaceFilter
>().with({ pluginId: 'aikit', resourceType: RESOURCE_TYPE_AIKIT_PLACE });

const clusterParams = z.object({
  clusters: z.array(z.string()).describe('Names of clusters'),
});

const namespaceParams = z.object({
  namespaces: z.array(z.string()).describe('Names of namespaces'),
});

const ownerParams = z.object({
  owners: z
    .array(z.string())
    .describe('Full references of users and groups, as in ownershipEntityRefs'),
});

const isInCluster = (
  { cluster }: AikitPlace,
  { clusters }: z.infer<typeof clusterParams>,
) => cluster !== undefined && clusters.includes(cluster);

const isInNamespace = (
  { namespace }: AikitPlace,
  { namespaces }: z.infer<typeof namespaceParams>,
) => namespaces.includes(namespace);

const isOwnedBy = (
  { owner }: AikitPlace,
  { owners }: z.infer<typeof ownerParams>,
) => owner !== undefined && owners.includes(owner);

/**
 * The rules for places, for `permissionsRegistry`.
 *
 * @public
 */
export const aikitPlaceRules = {
  inCluster: createPermissionRule({
    name: 'IN_CLUSTER',
    description: 'Allow what is in one of these clusters',
    resourceRef: aikitPlaceResourceRef,
    paramsSchema: clusterParams,
    apply: isInCluster,
    toQuery: params => place => isInCluster(place, params),
  }),
  inNamespace: createPermissionRule({
    name: 'IN_NAMESPACE',
    description: 'Allow what is in one of these namespaces, in any cluster',
    resourceRef: aikitPlaceResourceRef,
    paramsSchema: namespaceParams,
    apply: isInNamespace,
    toQuery: params => place => isInNamespace(place, params),
  }),
  isOwner: createPermissionRule({
    name: 'IS_OWNER',
    description: 'Allow workloads whose owner is one of these',
    resourceRef: aikitPlaceResourceRef,
    paramsSchema: ownerParams,
    apply: isOwnedBy,
    toQuery: params => place => isOwnedBy(place, params),
  }),
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: aikitPlaceResourceRef,
  rules: aikitPlaceRules,
});

/**
 * Conditions by which a permission policy decides on places: `inCluster`,
 * `inNamespace` and `isOwner`.
 *
 * @public
 */
export const aikitPlaceConditions = conditions;

/**
 * Makes the decision of a permission policy from conditions on places.
 *
 * @public
 */
export const createAikitPlaceConditionalDecision = createConditionalDecision;

const holds = createConditionAuthorizer<AikitPlace, AikitPlaceFilter>(
  Object.values(aikitPlaceRules),
);

/**
 * What somebody may do at places, asked once and told for any number of them.
 *
 * @param allowed - permissions of the resource type `aikit-place`
 * @returns for each permission, in their order, whether it is granted at a place
 * @public
 */
export async function grantsAtPlaces(
  permissions: PermissionsService,
  asked: ResourcePermission<typeof RESOURCE_TYPE_AIKIT_PLACE>[],
  credentials: BackstageCredentials,
): Promise<((place: AikitPlace) => boolean)[]> {
  const decisions = await permissions.authorizeConditional(
    asked.map(permission => ({ permission })),
    { credentials },
  );
  return decisions.map(decision => place => holds(decision, place));
}
