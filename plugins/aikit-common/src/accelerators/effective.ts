import { parseQuantity } from '../quantities/quantity';
import { isAccelerator } from './resources';

/** Devices by resource name. */
export type DeviceCounts = Record<string, number>;

/**
 * Devices that a Kubernetes quantity such as `4`, `"8"` or `"1k"` stands for.
 * A fraction is rounded up, as the scheduler does; what is no quantity, which
 * the API server accepts nowhere, is 0.
 */
function deviceCount(quantity: string | number): number {
  return Math.max(0, Math.ceil(parseQuantity(quantity) ?? 0));
}

/** Sum by resource, each of `b` taken `times` times. */
export function addCounts(
  a: DeviceCounts,
  b: DeviceCounts,
  times = 1,
): DeviceCounts {
  const sum = { ...a };
  for (const [resource, count] of Object.entries(b)) {
    sum[resource] = (sum[resource] ?? 0) + count * times;
  }
  return sum;
}

/** The greater one by resource. */
function maxCounts(a: DeviceCounts, b: DeviceCounts): DeviceCounts {
  const max = { ...a };
  for (const [resource, count] of Object.entries(b)) {
    max[resource] = Math.max(max[resource] ?? 0, count);
  }
  return max;
}

type Quantities = Record<string, string | number>;

interface ContainerResources {
  /** `Always` makes an init container a sidecar. */
  restartPolicy?: string;
  resources?: { limits?: Quantities; requests?: Quantities };
}

/**
 * The part of a Kubernetes pod spec that says how many devices it asks for.
 * Pod-level `resources` are not read: they do not cover extended resources.
 *
 * @public
 */
export interface PodResources {
  containers?: ContainerResources[];
  initContainers?: ContainerResources[];
  overhead?: Quantities;
}

/**
 * Devices in a list of Kubernetes quantities, such as a node's allocatable:
 * accelerators only, those of which there are none left out.
 *
 * @public
 */
export function acceleratorsOf(
  quantities: Record<string, string | number> | undefined,
): Record<string, number> {
  const counts: DeviceCounts = {};
  for (const [resource, quantity] of Object.entries(quantities ?? {})) {
    const count = isAccelerator(resource) ? deviceCount(quantity) : 0;
    if (count > 0) {
      counts[resource] = count;
    }
  }
  return counts;
}

function requestOf({ resources }: ContainerResources): DeviceCounts {
  // A limit without a request is a request of the same size.
  return acceleratorsOf({ ...resources?.limits, ...resources?.requests });
}

/**
 * Devices that the scheduler sets aside for a pod, by accelerator resource:
 * the greater of what its containers and sidecars hold together and what any
 * init container holds together with the sidecars started before it, and its
 * overhead.
 *
 * Source of the rule: "Resource sharing within containers" of the sidecar
 * containers page in the documentation of Kubernetes.
 *
 * @param podSpec - a raw Kubernetes pod spec
 * @returns whole devices; resources not asked for are left out
 * @public
 */
export function effectiveAccelerators(
  podSpec: PodResources,
): Record<string, number> {
  let sidecars: DeviceCounts = {};
  let starting: DeviceCounts = {};
  for (const container of podSpec.initContainers ?? []) {
    const request = requestOf(container);
    if (container.restartPolicy === 'Always') {
      sidecars = addCounts(sidecars, request);
    } else {
      starting = maxCounts(starting, addCounts(sidecars, request));
    }
  }
  let running = sidecars;
  for (const container of podSpec.containers ?? []) {
    running = addCounts(running, requestOf(container));
  }
  return addCounts(
    maxCounts(running, starting),
    acceleratorsOf(podSpec.overhead),
  );
}
