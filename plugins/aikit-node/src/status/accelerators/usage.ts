import {
  AcceleratorUsage,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadObservation } from '../observed/observed';
import { hasEnded, holdsDevices, modelsOf } from './capacity';

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
  const { workload, pods, nodes } = observation;
  const { replicas, size, accelerators } = workload;
  const requested = addCounts(
    addCounts({}, accelerators.leader, replicas),
    accelerators.worker,
    replicas * (size - 1),
  );
  const holding = pods.filter(holdsDevices);
  const waiting = pods.filter(
    pod => pod.nodeName === undefined && !pod.deletedAt && !hasEnded(pod),
  );
  const allocated = total(holding);
  const pending = total(waiting);
  const all = addCounts(addCounts(requested, allocated), pending);
  return Object.keys(all)
    .filter(resource => all[resource] > 0)
    .sort()
    .map(resource => {
      const names = new Set(
        holding
          .filter(pod => pod.accelerators[resource] > 0)
          .map(pod => pod.nodeName),
      );
      return {
        resource,
        requested: requested[resource] ?? 0,
        allocated: allocated[resource] ?? 0,
        pending: pending[resource] ?? 0,
        models: modelsOf(
          nodes.filter(node => names.has(node.name)),
          resource,
        ),
      };
    });
}

function total(pods: { accelerators: DeviceCounts }[]): DeviceCounts {
  return pods.reduce<DeviceCounts>(
    (sum, pod) => addCounts(sum, pod.accelerators),
    {},
  );
}
