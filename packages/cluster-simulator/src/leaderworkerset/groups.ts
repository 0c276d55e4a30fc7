import { isPodReady, podsOf } from '../controllers/pods';
import { Pod, StatefulSet } from '../objects/kinds';
import { STATEFUL_SETS } from '../objects/resourceTypes';
import { ObjectStore } from '../store/objectStore';
import { isLeader, labelOf, LeaderWorkerSet } from './types';

/** A group that is there, whole or in part. */
export interface Group {
  index: number;
  /** Whether its leader, and its workers if it is to have some, exist. */
  complete: boolean;
  ready: boolean;
  /** Whether all of it has the revision that is wanted. */
  updated: boolean;
}

/**
 * The groups whose leaders exist, in no particular order.
 *
 * @param revision - key of the revision that is wanted
 */
export function groupsOf(
  store: ObjectStore,
  lws: LeaderWorkerSet,
  leaders: StatefulSet,
  revision: string,
): Group[] {
  const alone = lws.spec.leaderWorkerTemplate.size === 1;
  return podsOf(store, leaders)
    .filter(isLeader)
    .map(leader => {
      const { namespace, name } = leader.metadata;
      const workers = alone
        ? undefined
        : store.get(STATEFUL_SETS, namespace, name);
      const complete = alone || workers !== undefined;
      return {
        index: Number(labelOf(leader, 'groupIndex')),
        complete,
        ready:
          complete &&
          isRunningAndReady(leader) &&
          (!workers || areReady(workers)),
        updated:
          complete &&
          labelOf(leader, 'revision') === revision &&
          (!workers || labelOf(workers, 'revision') === revision),
      };
    });
}

function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod);
}

/** Since LWS 0.9: earlier ones counted pods that were only created. */
function areReady({ spec, status }: StatefulSet): boolean {
  return (
    spec.replicas === (status?.availableReplicas ?? 0) &&
    status?.currentRevision === status?.updateRevision
  );
}
