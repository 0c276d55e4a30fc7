import {
  AcceleratorUsage,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedPod, WorkloadObservation } from '../observed/observed';
import { hasEnded, holdsDevices } from './capacity';
import { modelOf } from './devices';

/**
 * Accelerators that a workload asks for, has and waits for, by resource,
 * sorted by name. During a rolling update it may have more than it asks for.
 *
 * - requested: by its spec, replicas × (leader + (size - 1) × worker)
 * - allocated: on pods that have a node and have not ended
 * - pending: on pods without a node; pods not created yet do not count
 *
 * @public
 */
export function workloadAccelerators(
  observation: WorkloadObservation,
): AcceleratorUsage[] {
  const { workload, groups } = observation;
  const { replicas, size, accelerators } = workload;
  const requested = addCounts(
    addCounts({}, accelerators.leader, replicas),
    accelerators.worker,
    replicas * (size - 1),
  );
  const allocated: DeviceCounts = {};
  const pending: DeviceCounts = {};
  const models: Record<string, Set<string>> = {};
  for (const pods of groups.values()) {
    const group = groupUsage(pods, observation);
    add(allocated, group.allocated);
    add(pending, group.pending);
    for (const [resource, model] of group.models) {
      (models[resource] ??= new Set()).add(model);
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

interface GroupUsage {
  nodes: WorkloadObservation['nodes'];
  allocated: DeviceCounts;
  pending: DeviceCounts;
  /** Resource and model. */
  models: [string, string][];
}

/** Groups are counted again only once they, or nodes, have changed. */
const usages = new WeakMap<readonly ObservedPod[], GroupUsage>();

function groupUsage(
  pods: readonly ObservedPod[],
  { nodes }: WorkloadObservation,
): GroupUsage {
  const known = usages.get(pods);
  if (known?.nodes === nodes) {
    return known;
  }
  const usage: GroupUsage = { nodes, allocated: {}, pending: {}, models: [] };
  for (const pod of pods) {
    if (holdsDevices(pod)) {
      add(usage.allocated, pod.accelerators);
      const node = nodes.get(pod.nodeName ?? '');
      for (const [resource, count] of Object.entries(pod.accelerators)) {
        const model = node && count > 0 && modelOf(resource, node.labels);
        if (model) {
          usage.models.push([resource, model]);
        }
      }
    } else if (pod.nodeName === undefined && !pod.deletedAt && !hasEnded(pod)) {
      add(usage.pending, pod.accelerators);
    }
  }
  usages.set(pods, usage);
  return usage;
}

function add(sum: DeviceCounts, counts: DeviceCounts) {
  for (const [resource, count] of Object.entries(counts)) {
    sum[resource] = (sum[resource] ?? 0) + count;
  }
}
