import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { RenderAccess } from '../render/assertMayRender';

/** Access of a user of the group `search`, who lacks some permissions. */
export function renderAccess(denied: string[] = []): RenderAccess {
  const decide = async (
    requests: { permission: { name: string } }[],
  ): Promise<DefinitivePolicyDecision[]> =>
    requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  return {
    auth: mockServices.auth(),
    permissions: mockServices.permissions.mock({
      authorize: decide,
      authorizeConditional: decide,
    }),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['user:default/mock', 'group:default/search'],
    }),
  };
}
