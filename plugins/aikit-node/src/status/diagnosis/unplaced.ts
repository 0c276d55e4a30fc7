import { PlacementCause, PlacementProblem } from '../health/placement';
import { Member, Situation } from './situation';

/** Pods that have no node for a certain cause. */
export function unplaced(
  { members }: Situation,
  cause: PlacementCause,
): { member: Member; problem: PlacementProblem }[] {
  return members.flatMap(member =>
    member.placement?.cause === cause
      ? [{ member, problem: member.placement }]
      : [],
  );
}
