import {
  aikitWorkloadApprovePermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadUpdatePermission,
} from '@aikit-backstage/plugin-aikit-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { aikitPermissionPolicy } from './aikitPermissionPolicy';

const allowAll: PermissionPolicy = {
  handle: async () => ({ result: AuthorizeResult.ALLOW }),
};

const PLATFORM = 'group:default/ml-platform';

function decide(
  permission: Permission,
  claims: string[],
  options?: { platform?: string[] },
) {
  const userEntityRef = 'user:default/ada';
  return aikitPermissionPolicy(allowAll, options).handle(
    { permission },
    {
      credentials: mockCredentials.user(userEntityRef),
      info: { userEntityRef, ownershipEntityRefs: claims },
    },
  );
}

describe('aikitPermissionPolicy', () => {
  it('closes the proxy of the Kubernetes plugin to all users', async () => {
    const options = { platform: [PLATFORM] };
    expect(
      await decide(kubernetesProxyPermission, [PLATFORM], options),
    ).toEqual({ result: 'DENY' });
    expect(
      await aikitPermissionPolicy(allowAll).handle({
        permission: kubernetesProxyPermission,
      }),
    ).toEqual({ result: 'DENY' });
  });

  it.each([aikitWorkloadUpdatePermission, aikitWorkloadDeletePermission])(
    'lets the owners of an entity do $name',
    async permission => {
      expect(await decide(permission, ['group:default/search'])).toEqual({
        result: 'CONDITIONAL',
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: {
          rule: 'IS_ENTITY_OWNER',
          resourceType: 'catalog-entity',
          params: { claims: ['group:default/search'] },
        },
      });
      expect(
        await decide(permission, [PLATFORM], { platform: [PLATFORM] }),
      ).toEqual({ result: 'ALLOW' });
    },
  );

  it.each([
    [undefined, [], 'DENY'],
    [[PLATFORM], [], 'DENY'],
    [[PLATFORM], [PLATFORM], 'ALLOW'],
  ])(
    'with the platform %j lets %j approve: %s',
    async (platform, claims, result) => {
      expect(
        await decide(aikitWorkloadApprovePermission, claims, { platform }),
      ).toEqual({ result });
    },
  );

  it('leaves the rest to the policy of the portal', async () => {
    expect(await decide(aikitWorkloadCreatePermission, [])).toEqual({
      result: 'ALLOW',
    });
  });
});
