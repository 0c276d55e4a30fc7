import {
  ContainerTrouble,
  containerTroubles,
  TroubleKind,
} from '../health/containerTrouble';
import { Member, Situation } from './situation';

export interface Troubled {
  member: Member;
  trouble: ContainerTrouble;
}

/**
 * Containers of failed pods that have a certain trouble. A pod that failed as
 * a whole, being evicted say, is not among them.
 */
export function troubled(
  { members, now }: Situation,
  kind: TroubleKind,
): Troubled[] {
  return members.flatMap(member =>
    member.status.state === 'failed' && !member.pod.reason
      ? containerTroubles(member.pod, now)
          .filter(trouble => trouble.kind === kind)
          .map(trouble => ({ member, trouble }))
      : [],
  );
}

/** Each member once, though several of its containers are in trouble. */
export function membersOf(troubles: { member: Member }[]): Member[] {
  return [...new Set(troubles.map(({ member }) => member))];
}
