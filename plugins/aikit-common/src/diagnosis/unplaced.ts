import {
  PlacementCause,
  PlacementProblem,
  placementProblem,
} from '../health/placement';
import { Member, Situation } from './situation';

/** Pods that have no node for a certain cause. */
export function unplaced(
  { members, context }: Situation,
  cause: PlacementCause,
): { member: Member; problem: PlacementProblem }[] {
  return members.flatMap(member => {
    const problem =
      member.status.state === 'pending'
        ? placementProblem(member.pod, context)
        : undefined;
    return problem?.cause === cause ? [{ member, problem }] : [];
  });
}
