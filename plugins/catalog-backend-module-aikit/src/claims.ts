import {
  fullEntityRef,
  limitsFor,
  Policy,
  policyPlaceIssues,
  WorkloadsResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

/** A workload as far as it says whose it is; one may be only half there. */
export type Claimant = Pick<
  WorkloadStatus,
  'cluster' | 'namespace' | 'name' | 'createdAt' | 'catalog'
> &
  Partial<Pick<WorkloadStatus, 'mode' | 'image'>>;

/**
 * The workloads of an answer of the backend, and what there is of those whose
 * submission or removal has stopped half-way: the entity is where somebody
 * sees that.
 */
export function claimantsIn({
  items,
  incomplete = [],
}: Pick<WorkloadsResponse, 'items' | 'incomplete'>): Claimant[] {
  const seen = new Set(items.map(placeOf));
  return [
    ...items,
    ...incomplete
      .filter(submission => !seen.has(placeOf(submission)))
      .map(({ entityRef, owner, startedAt, action, ...place }) => ({
        ...place,
        createdAt: startedAt,
        catalog: { entityRef, ...(owner && { owner }) },
      })),
  ];
}

/** `cluster/namespace/name`. */
export function placeOf({
  cluster,
  namespace,
  name,
}: Pick<WorkloadStatus, 'cluster' | 'namespace' | 'name'>): string {
  return `${cluster}/${namespace}/${name}`;
}

/** Who has an entity, after all claims to it have been judged. */
export interface Claim {
  /** In full; undefined when no workload names an owner. */
  owner?: string;
  /** Workloads that belong to the entity. */
  members: Claimant[];
  /** Workloads that say so, and are not believed. */
  refused: RefusedClaim[];
}

/** A workload that claims an entity which is not its own. */
interface RefusedClaim {
  workload: Claimant;
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
  claimants: Claimant[],
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

function ownerOf({ catalog }: Claimant): string | undefined {
  const owner = catalog?.owner;
  return owner && (fullEntityRef(owner, 'group') ?? owner);
}

function misplaced(
  { cluster, namespace, name }: Claimant,
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
export function claimantsByRef(workloads: Claimant[]): Map<string, Claimant[]> {
  const byRef = new Map<string, Claimant[]>();
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
export function contested(workloads: Claimant[]): string[] {
  return [...claimantsByRef(workloads)]
    .filter(([, claimants]) => new Set(claimants.map(ownerOf)).size > 1)
    .map(([ref]) => ref);
}
