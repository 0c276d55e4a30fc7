import { isDeepStrictEqual } from 'node:util';
import {
  AcceleratorUsage,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { podsIn } from '../observed/labels';
import {
  ObservedPod,
  ObservedWorkload,
  WorkloadObservation,
} from '../observed/observed';
import { hasEnded, holdsDevices } from './capacity';
import { modelOf } from './devices';

/** What accelerators were counted from. */
interface Counted {
  nodes: WorkloadObservation['nodes'];
  workload: ObservedWorkload;
  groups: (readonly ObservedPod[])[];
}

const countedFrom = new WeakMap<AcceleratorUsage[], Counted>();

/**
 * Accelerators that a workload asks for, has and waits for, by resource,
 * sorted by name. During a rolling update it may have more than it asks for.
 *
 * - requested: by its spec, replicas × (leader + (size - 1) × worker)
 * - allocated: on pods that have a node and have not ended
 * - pending: on pods without a node; pods not created yet do not count
 *
 * @param before - what was returned of the same workload the last time, and is
 *   returned again while nothing of all this has changed
 * @public
 */
export function workloadAccelerators(
  observation: WorkloadObservation,
  before?: AcceleratorUsage[],
): AcceleratorUsage[] {
  const { workload, nodes } = observation;
  const from = { nodes, workload, groups: [...observation.groups.values()] };
  const last = before && countedFrom.get(before);
  const usage =
    before && last && isSameCount(last, from) ? before : count(observation);
  countedFrom.set(usage, from);
  return usage;
}

function isSameCount(a: Counted, b: Counted): boolean {
  return (
    a.nodes === b.nodes &&
    a.workload.replicas === b.workload.replicas &&
    a.workload.size === b.workload.size &&
    isDeepStrictEqual(a.workload.accelerators, b.workload.accelerators) &&
    isEqualList(a.groups, b.groups, (pods, others) =>
      isEqualList(pods, others, isCountedAlike),
    )
  );
}

function isCountedAlike(a: ObservedPod, b: ObservedPod): boolean {
  return (
    a.nodeName === b.nodeName &&
    a.phase === b.phase &&
    a.deletedAt === b.deletedAt &&
    isDeepStrictEqual(a.accelerators, b.accelerators)
  );
}

function isEqualList<T>(
  a: readonly T[],
  b: readonly T[],
  isEqual: (a: T, b: T) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, place) => one === b[place] || isEqual(one, b[place]))
  );
}

function count(observation: WorkloadObservation): AcceleratorUsage[] {
  const { workload, nodes } = observation;
  const { replicas, size, accelerators } = workload;
  const requested = addCounts(
    addCounts({}, accelerators.leader, replicas),
    accelerators.worker,
    replicas * (size - 1),
  );
  const allocated: DeviceCounts = {};
  const pending: DeviceCounts = {};
  const models: Record<string, Set<string>> = {};
  for (const pod of podsIn(observation)) {
    if (holdsDevices(pod)) {
      add(allocated, pod.accelerators);
      for (const [resource, devices] of Object.entries(pod.accelerators)) {
        const node = nodes.get(pod.nodeName ?? '');
        const model = node && devices > 0 && modelOf(resource, node.labels);
        if (model) {
          (models[resource] ??= new Set()).add(model);
        }
      }
    } else if (pod.nodeName === undefined && !pod.deletedAt && !hasEnded(pod)) {
      add(pending, pod.accelerators);
    }
  }
  const all = addCounts(addCounts(requested, allocated), pending);
  return Object.keys(all)
    .filter(resource => all[resource] > 0)
    .sort()
    .map(resource => ({
      resource,
      requested: requested[resource] ?? 0,
      allocated: allocated[resource] ?? 0,
      pending: pending[resource] ?? 0,
      models: [...(models[resource] ?? [])].sort(),
    }));
}

function add(sum: DeviceCounts, counts: DeviceCounts) {
  for (const [resource, devices] of Object.entries(counts)) {
    sum[resource] = (sum[resource] ?? 0) + devices;
  }
}
