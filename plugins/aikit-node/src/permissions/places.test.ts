import {
  aikitReleaseReadPermission,
  aikitWorkloadCreatePermission,
} from '@aikit-backstage/plugin-aikit-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  aikitPlaceConditions,
  aikitPlaceRules,
  createAikitPlaceConditionalDecision,
  grantsAtPlaces,
} from './places';

const { inCluster, inNamespace, isOwner } = aikitPlaceConditions;

const PLACE = {
  cluster: 'east',
  namespace: 'team-search',
  owner: 'group:default/search',
};

async function grant(...decisions: PolicyDecision[]) {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async () => decisions,
  });
  const grants = await grantsAtPlaces(
    permissions,
    [aikitWorkloadCreatePermission, aikitReleaseReadPermission],
    mockCredentials.user(),
  );
  expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
  return grants;
}

describe('permissions on places', () => {
  it.each<[PermissionCriteria<PermissionCondition<'aikit-place'>>, boolean]>([
    [inCluster({ clusters: ['east'] }), true],
    [inCluster({ clusters: ['west'] }), false],
    [inNamespace({ namespaces: ['team-search'] }), true],
    [inNamespace({ namespaces: ['team'] }), false],
    [isOwner({ owners: ['group:default/search'] }), true],
    [isOwner({ owners: [] }), false],
    [{ not: isOwner({ owners: [] }) }, true],
    [
      {
        allOf: [
          inCluster({ clusters: ['east', 'west'] }),
          inNamespace({ namespaces: ['other'] }),
        ],
      },
      false,
    ],
  ])('are decided by the condition %j: %s', async (condition, expected) => {
    const [isGranted] = await grant(
      createAikitPlaceConditionalDecision(
        aikitWorkloadCreatePermission,
        condition,
      ),
    );
    expect(isGranted(PLACE)).toBe(expected);
  });

  it('are asked all at once', async () => {
    const [create, read] = await grant(
      { result: AuthorizeResult.ALLOW },
      { result: AuthorizeResult.DENY },
    );
    expect([create(PLACE), read(PLACE)]).toEqual([true, false]);
  });

  it('are not granted by what is not known of a place', async () => {
    for (const condition of [
      inCluster({ clusters: ['east'] }),
      isOwner({ owners: [PLACE.owner] }),
    ]) {
      const [isGranted] = await grant(
        createAikitPlaceConditionalDecision(
          aikitWorkloadCreatePermission,
          condition,
        ),
      );
      expect(isGranted({ namespace: 'team-search' })).toBe(false);
    }
  });

  it('select the same places as a filter', () => {
    const filter = aikitPlaceRules.inCluster.toQuery({ clusters: ['east'] });
    expect(typeof filter === 'function' && filter(PLACE)).toBe(true);
  });
});
