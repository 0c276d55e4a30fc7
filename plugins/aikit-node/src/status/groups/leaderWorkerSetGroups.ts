import { GroupStatus, PodStatus } from '@aikit-backstage/plugin-aikit-common';
import { ObservedPod } from '../observed/observed';
import { ObservationContext } from './context';
import { groupStatus, MAX_MISSING_PODS, missingPod } from './groupStatus';
import { LWS_ANNOTATIONS, placeOf } from '../observed/labels';
import { podStatus } from './podStatus';

interface GroupPods {
  leader?: ObservedPod;
  workers: Map<number, ObservedPod>;
}

/**
 * Groups of a LeaderWorkerSet: those it should have, with pods that do not
 * exist shown as missing, and those above that number, which are surge groups
 * of a rolling update or on their way out.
 */
export function leaderWorkerSetGroups(
  context: ObservationContext,
): GroupStatus[] {
  const { workload, groups: observed } = context.observation;
  const present = [...observed.keys()].filter(Boolean).map(Number);
  const surge = present.filter(index => index >= workload.replicas);
  const groups: GroupStatus[] = [];
  let room = MAX_MISSING_PODS;
  const add = (index: number) => {
    const key = String(index);
    const pods = observed.get(key);
    const make = () =>
      toGroup(index, collect(pods ?? [], workload.name), context, room);
    const group =
      room > workload.size
        ? context.judge(key, pods, make)
        : context.keep(key, make());
    room -= missingIn(group);
    groups.push(group);
  };
  for (let index = 0; index < workload.replicas && room > 0; index += 1) {
    add(index);
  }
  const listed = groups.length;
  present
    .filter(index => index >= listed && index < workload.replicas)
    .concat(surge)
    .sort((a, b) => a - b)
    .forEach(add);
  return groups;
}

function missingIn({ state, leader, workers }: GroupStatus): number {
  return state === 'ready'
    ? 0
    : [leader, ...workers].filter(pod => pod.state === 'missing').length;
}

function collect(pods: readonly ObservedPod[], name: string): GroupPods {
  const group: GroupPods = { workers: new Map() };
  for (const pod of pods) {
    const worker = placeOf(pod, name)?.worker;
    if (worker === 0) {
      group.leader = pod;
    } else if (worker !== undefined) {
      group.workers.set(worker, pod);
    }
  }
  return group;
}

function toGroup(
  index: number,
  { leader, workers }: GroupPods,
  context: ObservationContext,
  room: number,
): GroupStatus {
  const { workload } = context.observation;
  const { name, startupPolicy, accelerators, replicas } = workload;
  const leaderStatus = leader
    ? podStatus(leader, context)
    : missingPod({
        name: `${name}-${index}`,
        role: 'leader',
        accelerators: accelerators.leader,
      });
  const heldBack = startupPolicy === 'LeaderReady' && !leaderStatus.ready;
  const last = Math.min(
    sizeOf(leader, workload.size) - 1,
    workers.size + Math.max(0, room),
  );
  const statuses: PodStatus[] = [];
  for (let worker = 1; worker <= last; worker += 1) {
    const pod = workers.get(worker);
    statuses.push(
      pod
        ? podStatus(pod, context)
        : missingPod({
            name: `${name}-${index}-${worker}`,
            role: 'worker',
            accelerators: accelerators.worker,
            reason: heldBack ? 'waiting for the leader' : undefined,
          }),
    );
  }
  const beyond = [...workers.keys()]
    .filter(worker => worker > last)
    .sort((a, b) => a - b)
    .flatMap(worker => workers.get(worker) ?? []);
  return groupStatus({
    index,
    surge: index >= replicas,
    leader: leaderStatus,
    workers: [...statuses, ...beyond.map(pod => podStatus(pod, context))],
    startupPolicy,
  });
}

/**
 * Pods in a group. Until a rolling update comes to it, a group has the size of
 * the revision that its leader belongs to.
 */
function sizeOf(leader: ObservedPod | undefined, size: number): number {
  const own = Number(leader?.annotations[LWS_ANNOTATIONS.size]);
  return Number.isInteger(own) && own > 0 ? own : size;
}
