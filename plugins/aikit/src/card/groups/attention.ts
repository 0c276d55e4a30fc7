import {
  GroupState,
  GroupStatus,
  PodState,
  PodStatus,
} from '@aikit-backstage/plugin-aikit-common';

/** States in the order in which they need a person's attention. */
const GROUP_ATTENTION: readonly GroupState[] = [
  'failed',
  'pending',
  'unknown',
  'progressing',
  'terminating',
  'ready',
];

const POD_ATTENTION: readonly PodState[] = [
  'failed',
  'pending',
  'missing',
  'unknown',
  'starting',
  'running',
  'terminating',
  'ready',
];

/** Groups of one state, in the order of their index. */
export type GroupSection = { state: GroupState; groups: GroupStatus[] };

/** Pods of one state and how many they are. */
export type PodCount = { state: PodState; count: number };

/** The pods of a group, its leader (or server) first. */
export function podsOf(group: GroupStatus): PodStatus[] {
  return [group.leader, ...group.workers];
}

/** Splits groups by state, those that need attention first. */
export function sectionsOf(groups: readonly GroupStatus[]): GroupSection[] {
  return GROUP_ATTENTION.map(state => ({
    state,
    groups: groups.filter(group => group.state === state),
  })).filter(section => section.groups.length > 0);
}

/** Counts pods by state, those that need attention first. */
export function countPods(pods: readonly PodStatus[]): PodCount[] {
  return POD_ATTENTION.map(state => ({
    state,
    count: pods.filter(pod => pod.state === state).length,
  })).filter(({ count }) => count > 0);
}

/**
 * Chooses the pods to show when there is no room for all: the leader, then
 * those that need attention, in the order of the group otherwise.
 *
 * @param pods - leader first
 * @param room - at most so many are shown
 */
export function choosePods(
  pods: readonly PodStatus[],
  room: number,
): { shown: PodStatus[]; hidden: PodStatus[] } {
  if (pods.length <= room) {
    return { shown: [...pods], hidden: [] };
  }
  const [leader, ...workers] = pods;
  const byAttention = [...workers].sort(
    (a, b) => POD_ATTENTION.indexOf(a.state) - POD_ATTENTION.indexOf(b.state),
  );
  const chosen = new Set([leader, ...byAttention.slice(0, room - 1)]);
  return {
    shown: pods.filter(pod => chosen.has(pod)),
    hidden: pods.filter(pod => !chosen.has(pod)),
  };
}
