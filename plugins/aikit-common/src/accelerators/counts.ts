import { parseQuantity } from '../values/kubernetes/quantity';

/** Devices by resource name. */
export type DeviceCounts = Record<string, number>;

/**
 * Devices that a Kubernetes quantity such as `4`, `"8"` or `"1k"` stands for.
 * A fraction is rounded up, as the scheduler does; what is no quantity, which
 * the API server accepts nowhere, is 0.
 */
export function deviceCount(quantity: string | number): number {
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
export function maxCounts(a: DeviceCounts, b: DeviceCounts): DeviceCounts {
  const max = { ...a };
  for (const [resource, count] of Object.entries(b)) {
    max[resource] = Math.max(max[resource] ?? 0, count);
  }
  return max;
}
