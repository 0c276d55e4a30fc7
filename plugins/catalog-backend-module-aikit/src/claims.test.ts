import {
  readPolicy,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { workload } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { Claimant, contested, judgeClaim } from './claims';

const REF = 'component:default/llm';
const OPEN = readPolicy(undefined);
const BY_OWNER = readPolicy({ namespaces: ['{owner}', '{owner}-*'] });

/** A workload of `component:default/llm`, the older the smaller the day. */
function claimant(
  namespace: string,
  owner: string | undefined,
  day = 1,
): WorkloadStatus {
  return workload({
    namespace,
    catalog: { entityRef: REF, ...(owner && { owner }) },
    createdAt: `2026-01-0${day}T00:00:00Z`,
  });
}

function namespacesOf(workloads: Claimant[]) {
  return workloads.map(({ namespace }) => namespace);
}

describe('judgeClaim', () => {
  it('leaves an entity to the owner it has, however old the other claim', () => {
    const claim = judgeClaim(
      [
        claimant('b', 'group:default/b', 1),
        claimant('a', 'group:default/a', 2),
      ],
      OPEN,
      'group:default/a',
    );
    expect(claim.owner).toBe('group:default/a');
    expect(namespacesOf(claim.members)).toEqual(['a']);
    expect(claim.refused).toMatchObject([
      {
        workload: { namespace: 'b' },
        reason:
          'the entity belongs to group:default/a, and the workload to group:default/b',
      },
    ]);
  });

  it('gives a new entity to the owner of the oldest workload', () => {
    const claim = judgeClaim(
      [
        claimant('b', 'group:default/b', 2),
        claimant('a', 'group:default/a', 1),
      ],
      OPEN,
    );
    expect(claim.owner).toBe('group:default/a');
  });

  it('lets an entity change hands when no workload is of the owner before', () => {
    const claim = judgeClaim(
      [claimant('b', 'group:default/b')],
      OPEN,
      'group:default/a',
    );
    expect(claim).toMatchObject({ owner: 'group:default/b', refused: [] });
  });

  it('takes a reference of an owner that is not written in full for the same owner', () => {
    const claim = judgeClaim(
      [claimant('a', 'a'), claimant('b', 'Group:default/a', 2)],
      OPEN,
    );
    expect(claim.members).toHaveLength(2);
  });

  it('refuses an owner in a place where the policy lets that owner not be', () => {
    const claim = judgeClaim(
      [claimant('b', 'group:default/a', 1)],
      BY_OWNER,
      'group:default/a',
    );
    expect(claim).toEqual({
      members: [],
      refused: [
        expect.objectContaining({
          reason:
            "the policy lets no workload of group:default/a be in namespace b of cluster 'us-east'",
        }),
      ],
    });
  });

  it('counts a workload without owner where the owner of the others may be', () => {
    const claim = judgeClaim(
      [
        claimant('a', 'group:default/a'),
        claimant('a-dev', undefined),
        claimant('b', undefined),
      ],
      BY_OWNER,
    );
    expect(namespacesOf(claim.members)).toEqual(['a', 'a-dev']);
    expect(claim.refused).toMatchObject([{ workload: { namespace: 'b' } }]);
  });
});

describe('contested', () => {
  it('finds the entities that several owners claim', () => {
    const other = { entityRef: 'component:default/other', owner: 'b' };
    expect(
      contested([
        claimant('a', 'group:default/a'),
        claimant('b', 'group:default/b'),
        workload({ catalog: other }),
        workload({ catalog: other, namespace: 'c' }),
      ]),
    ).toEqual([REF]);
  });
});
