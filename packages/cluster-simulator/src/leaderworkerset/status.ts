import type { ICondition } from '@kubernetes-models/apimachinery/apis/meta/v1/Condition';
import { StatefulSet } from '../objects/kinds';
import { Group } from './groups';
import { LABELS, LeaderWorkerSet, LeaderWorkerSetStatus } from './types';

type Content = Required<Pick<ICondition, 'type' | 'reason' | 'message'>>;

const AVAILABLE: Content = {
  type: 'Available',
  reason: 'AllGroupsReady',
  message: 'All replicas are ready',
};
const PROGRESSING: Content = {
  type: 'Progressing',
  reason: 'GroupsProgressing',
  message: 'Replicas are progressing',
};
const UPDATING: Content = {
  type: 'UpdateInProgress',
  reason: 'GroupsUpdating',
  message: 'Rolling Upgrade is in progress',
};

/** What {@link nextStatus} finds. */
export interface StatusChange {
  status: LeaderWorkerSetStatus;
  /** Whether all groups are ready and have the revision that is wanted. */
  done: boolean;
  /** What to tell when a condition has changed. */
  news?: Pick<Content, 'reason' | 'message'>;
}

/** @param now - as Kubernetes writes a time */
export function nextStatus(
  lws: LeaderWorkerSet,
  leaders: StatefulSet,
  groups: Group[],
  now: string,
): StatusChange {
  const wanted = lws.spec.replicas;
  const { partition } = lws.spec.rolloutStrategy.rollingUpdateConfiguration;
  const complete = groups.filter(group => group.complete);
  const ready = complete.filter(group => group.ready);
  const updated = complete.filter(group => group.updated);
  const regular = ({ index }: Group) => index < wanted;
  const rolled = complete.filter(
    group => regular(group) && group.index >= partition,
  );
  const done = rolled.filter(group => group.ready && group.updated);

  const trueOnes = () => {
    if (rolled.some(group => !group.updated)) {
      return [UPDATING, PROGRESSING];
    }
    return ready.filter(regular).length === wanted &&
      done.length === rolled.length
      ? [AVAILABLE]
      : [PROGRESSING];
  };
  const contents = trueOnes();
  const before = lws.status?.conditions ?? [];
  const generation = lws.metadata.generation ?? 1;
  const conditions = withConditions(before, contents, generation, now);
  const [{ reason, message }] = contents;
  return {
    status: {
      ...(conditions.length > 0 && { conditions }),
      ...nonZero({
        readyReplicas: ready.length,
        updatedReplicas: updated.length,
        replicas: leaders.status?.replicas ?? 0,
      }),
      hpaPodSelector: `${LABELS.name}=${lws.metadata.name},${LABELS.workerIndex}=0`,
      observedGeneration: generation,
    },
    done: partition === 0 && done.length === wanted,
    ...(conditions !== before && {
      news: {
        reason,
        message: `${message}, with ${ready.length} groups ready of total ${wanted} groups`,
      },
    }),
  };
}

function nonZero(counts: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count !== 0),
  );
}

/** The conditions themselves when nothing changes. */
function withConditions(
  before: ICondition[],
  contents: Content[],
  generation: number,
  now: string,
): ICondition[] {
  // LWS stops at the first that changes something: the second is set the next
  // time it looks.
  const changed =
    contents
      .map(content => withCondition(before, content, generation, now))
      .find(conditions => conditions !== before) ?? before;
  return changed.every(
    ({ observedGeneration }) => observedGeneration === generation,
  )
    ? changed
    : changed.map(condition => ({
        ...condition,
        observedGeneration: generation,
      }));
}

/**
 * Sets a condition. Of those that exclude it only the status is taken back:
 * their reason and message stay as they were.
 */
function withCondition(
  before: ICondition[],
  content: Content,
  observedGeneration: number,
  lastTransitionTime: string,
): ICondition[] {
  const earlier = before.find(({ type }) => type === content.type);
  const condition: ICondition = {
    ...content,
    status: 'True',
    observedGeneration,
    lastTransitionTime,
  };
  const excluded = ({ type, status }: ICondition) =>
    status === 'True' &&
    type !== content.type &&
    [type, content.type].includes(AVAILABLE.type);
  const isSet =
    earlier?.status === 'True' &&
    earlier.observedGeneration === observedGeneration;
  if (isSet && !before.some(excluded)) {
    return before;
  }
  const others = before.map(other =>
    excluded(other)
      ? {
          ...other,
          status: 'False' as const,
          lastTransitionTime,
          observedGeneration,
        }
      : other,
  );
  return earlier
    ? others.map(other =>
        other.type === content.type && !isSet ? condition : other,
      )
    : [...others, condition];
}
