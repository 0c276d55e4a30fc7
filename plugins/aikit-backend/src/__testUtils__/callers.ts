import {
  createAikitPlaceConditionalDecision,
  aikitPlaceConditions,
} from '@aikit-backstage/plugin-aikit-node';
import { RESOURCE_TYPE_AIKIT_PLACE } from '@aikit-backstage/plugin-aikit-common';
import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { ServerPermissionClient } from '@backstage/plugin-permission-node';
import { NotAllowedError } from '@backstage/errors';
import { Callers } from './portal';

export const OWNER = 'group:default/search';
const PLATFORM = 'group:default/ml-platform';

/** Who asks: credentials, and which owners they are. */
const ROLES: Record<
  'stranger' | 'owner' | 'platform' | 'service' | 'restricted',
  {
    credentials: BackstageCredentials<
      BackstageUserPrincipal | BackstageServicePrincipal
    >;
    owners: string[];
  }
> = {
  stranger: {
    credentials: mockCredentials.user('user:default/eve'),
    owners: ['user:default/eve', 'group:default/other'],
  },
  owner: {
    credentials: mockCredentials.user('user:default/ada'),
    owners: ['user:default/ada', OWNER],
  },
  platform: {
    credentials: mockCredentials.user('user:default/pat'),
    owners: ['user:default/pat', PLATFORM],
  },
  service: {
    credentials: mockCredentials.service('external:robot'),
    owners: [],
  },
  restricted: {
    credentials: mockCredentials.service('external:reader', {
      permissionNames: ['aikit.workload.read'],
    }),
    owners: [],
  },
};

export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** What a permission policy decides for users; services are not its business. */
export type Rights =
  | { kind: 'allow' }
  | { kind: 'owners' }
  | { kind: 'denied'; permission: string };

const OWNERS_ONLY = [
  'aikit.workload.read',
  'aikit.workload.update',
  'aikit.workload.delete',
];

const PLATFORM_ONLY = [
  'aikit.namespace.label',
  'aikit.workload.adopt',
  'aikit.workload.approve',
  'aikit.workload.assign',
];

/**
 * Whether a role has a permission.
 *
 * @param owner - of the entity or the place that it is about, if any
 */
export function isAllowed(
  role: Role,
  rights: Rights,
  permission: string,
  owner?: string,
): boolean {
  if (role === 'service') {
    return true;
  }
  if (role === 'restricted') {
    return permission === 'aikit.workload.read';
  }
  if (rights.kind === 'denied') {
    return permission !== rights.permission;
  }
  if (rights.kind === 'allow' || role === 'platform') {
    return true;
  }
  const isOwner = owner !== undefined && ROLES[role].owners.includes(owner);
  return OWNERS_ONLY.includes(permission) ||
    permission === 'aikit.workload.create'
    ? isOwner
    : !PLATFORM_ONLY.includes(permission);
}

export function isOwnedBy(role: Role, owner: string): boolean {
  return role === 'service' || ROLES[role].owners.includes(owner);
}

/** The user of a role, to whom goes what they make for nobody else. */
export function userOfRole(role: Role): string | undefined {
  return ROLES[role].owners[0];
}

/**
 * Callers who say in the header `x-role` who they are.
 *
 * @param entities - all of the catalog, each owned by {@link OWNER}
 * @param hidden - names of those that the stranger may not read
 */
export function callers(
  rights: Rights,
  entities: Entity[],
  hidden: string[],
): Callers {
  const auth = mockServices.auth();
  const roleOf = (credentials: BackstageCredentials): Role =>
    ROLE_NAMES.find(
      name => ROLES[name].credentials.toString() === credentials.toString(),
    ) ?? 'service';
  const services = ServerPermissionClient.fromConfig(
    mockServices.rootConfig(),
    {
      auth,
      discovery: mockServices.discovery(),
    },
  );
  const credentialsOf = (options: object | undefined) =>
    (options as { credentials: BackstageCredentials }).credentials;

  const whole = catalogServiceMock({ entities });
  const partly = catalogServiceMock({
    entities: entities.filter(
      ({ metadata }) => !hidden.includes(metadata.name),
    ),
  });
  const shownTo = (options: object | undefined) =>
    roleOf(credentialsOf(options)) === 'stranger' ? partly : whole;

  /** As the policy says it, without looking at an entity or a place. */
  const decide = (role: Role, permission: Permission): PolicyDecision => {
    const isOwners = isAllowed(role, rights, permission.name, OWNER);
    const isAll = isAllowed(role, rights, permission.name);
    if (isAll || rights.kind !== 'owners' || role === 'platform') {
      return { result: isAll ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_AIKIT_PLACE)) {
      return permission.name === 'aikit.workload.create'
        ? createAikitPlaceConditionalDecision(
            permission,
            aikitPlaceConditions.isOwner({ owners: ROLES[role].owners }),
          )
        : { result: AuthorizeResult.DENY };
    }
    return OWNERS_ONLY.includes(permission.name)
      ? {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'IS_ENTITY_OWNER',
            resourceType: 'catalog-entity',
            params: { claims: ROLES[role].owners },
          },
        }
      : { result: isOwners ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  };

  return {
    httpAuth: mockServices.httpAuth.mock({
      credentials: async (request, options) => {
        const { credentials } = ROLES[request.headers['x-role'] as Role];
        const { type } = credentials.principal;
        const allow: string[] | undefined = options?.allow;
        if (allow && !allow.includes(type)) {
          throw new NotAllowedError(`This endpoint does not allow '${type}'`);
        }
        return credentials as never;
      },
    }),
    catalog: catalogServiceMock.mock({
      getEntityByRef: async (ref, options) =>
        shownTo(options).getEntityByRef(ref),
      getEntitiesByRefs: async (refs, options) =>
        shownTo(options).getEntitiesByRefs(refs),
    }),
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async credentials => {
        const { owners } = ROLES[roleOf(credentials)];
        return { userEntityRef: owners[0], ownershipEntityRefs: owners };
      },
    }),
    permissions: mockServices.permissions.mock({
      authorize: async (requests, options) => {
        const credentials = credentialsOf(options);
        return auth.isPrincipal(credentials, 'service')
          ? services.authorize(requests, { credentials })
          : requests.map(({ permission, resourceRef }) => ({
              result: isAllowed(
                roleOf(credentials),
                rights,
                permission.name,
                entities.some(
                  ({ metadata }) =>
                    `component:default/${metadata.name}` === resourceRef,
                )
                  ? OWNER
                  : undefined,
              )
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            }));
      },
      authorizeConditional: async (requests, options) => {
        const credentials = credentialsOf(options);
        return auth.isPrincipal(credentials, 'service')
          ? services.authorizeConditional(requests, { credentials })
          : requests.map(({ permission }) =>
              decide(roleOf(credentials), permission),
            );
      },
    }),
  };
}
