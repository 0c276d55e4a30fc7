import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** Whoever attacks is `mallory` of team B; what she is after is team A's. */
const USERS: Record<string, string> = { alice: 'team-a', mallory: 'team-b' };

/** Users and their groups. */
export const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as {
        userEntityRef: string;
      };
      const [, name] = userEntityRef.split('/');
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, `group:default/${USERS[name]}`],
      };
    },
  }),
});

/** What the permission policy denies to users; all else is allowed. */
const DENIED = [
  'kubernetes.proxy',
  'aikit.workload.adopt',
  'aikit.workload.assign',
];

function isUser(options?: { credentials: { principal: unknown } }): boolean {
  return (options?.credentials.principal as { type?: string })?.type === 'user';
}

const DENY = { result: AuthorizeResult.DENY } as const;
const ALLOW = { result: AuthorizeResult.ALLOW } as const;

function resultFor(permission: { name: string }, forUser: boolean) {
  const denied = forUser && DENIED.includes(permission.name);
  return denied ? DENY : ALLOW;
}

/** What they may do. */
export const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) =>
    requests.map(({ permission }) => resultFor(permission, isUser(options))),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }) => resultFor(permission, isUser(options))),
});
