import {
  fullEntityRef,
  limitsFor,
  Policy,
  policyPlaceIssues,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

/** Who has an entity, after all claims to it have been judged. */
export interface Claim {
  /** In full; undefined when no workload names an owner. */
  owner?: string;
  /** Workloads that belong to the entity. */
  members: WorkloadStatus[];
  /** Workloads that say so, and are not believed. */
  refused: RefusedClaim[];
}

/** A workload that claims an entity which is not its own. */
export interface RefusedClaim {
  workload: WorkloadStatus;
  /** Why, as a phrase that follows "because". */
  reason: string;
}

/**
 * Judges which workloads belong to the entities that they name. Whoever may
 * write to a namespace can put any name and any owner on a workload, so:
 *
 * - a workload belongs to an owner only in places where the policy lets that
 *   owner be;
 * - of two owners of one entity the one before stays, as long as a workload of
 *   theirs is there; of two new ones the one whose workload is older.
 *
 * @param claimants - workloads that name the same entity
 * @param ownerBefore - the owner that the catalog has of it, in full
 */
export function judgeClaim(
  claimants: WorkloadStatus[],
  policy: Policy,
  ownerBefore?: string,
): Claim {
  const refused: RefusedClaim[] = [];
  const inPlace = claimants.filter(workload => {
    const reason = misplaced(workload, ownerOf(workload), policy);
    if (reason) {
      refused.push({ workload, reason });
    }
    return !reason;
  });

  const owners = [...inPlace]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    .flatMap(workload => ownerOf(workload) ?? []);
  const owner =
    ownerBefore && owners.includes(ownerBefore) ? ownerBefore : owners.at(0);
  const members = inPlace.filter(workload => {
    const other = ownerOf(workload);
    const reason =
      other && other !== owner
        ? `the entity belongs to ${owner}, and the workload to ${other}`
        : misplaced(workload, owner, policy);
    if (reason) {
      refused.push({ workload, reason });
    }
    return !reason;
  });
  return { ...(owner && { owner }), members, refused };
}

function ownerOf({ catalog }: WorkloadStatus): string | undefined {
  const owner = catalog?.owner;
  return owner && (fullEntityRef(owner, 'group') ?? owner);
}

function misplaced(
  { cluster, namespace, name }: WorkloadStatus,
  owner: string | undefined,
  policy: Policy,
): string | undefined {
  const issues = owner
    ? policyPlaceIssues(limitsFor(policy, owner), { cluster, namespace, name })
    : [];
  return issues.length > 0
    ? `the policy lets no workload of ${owner} be in namespace ${namespace} of cluster '${cluster}'`
    : undefined;
}

/** Workloads by the full reference of the entity that they name. */
export function claimantsByRef(
  workloads: WorkloadStatus[],
): Map<string, WorkloadStatus[]> {
  const byRef = new Map<string, WorkloadStatus[]>();
  for (const workload of workloads) {
    const ref = workload.catalog?.entityRef;
    if (ref) {
      const key = fullEntityRef(ref) ?? ref;
      byRef.set(key, [...(byRef.get(key) ?? []), workload]);
    }
  }
  return byRef;
}

/** Entities that workloads of several owners claim. */
export function contested(workloads: WorkloadStatus[]): string[] {
  return [...claimantsByRef(workloads)]
    .filter(([, claimants]) => new Set(claimants.map(ownerOf)).size > 1)
    .map(([ref]) => ref);
}
