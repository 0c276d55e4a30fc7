import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';

/** Amounts by resource: CPU in thousandths of a core, others in whole units. */
export type Amounts = Map<string, number>;

/** Amounts of a list such as `status.allocatable`; what is no quantity is 0. */
export function amountsOf(list: Record<string, string | number> = {}): Amounts {
  return new Map(
    Object.entries(list).map(([resource, quantity]) => {
      const value = parseQuantity(quantity) ?? 0;
      // Whole numbers, so that sums of them stay exact.
      const amount = resource === 'cpu' ? value * 1000 - 1e-6 : value;
      return [resource, Math.ceil(amount)];
    }),
  );
}

/** Adds amounts to a sum, which is changed; a negative factor takes away. */
export function addTo(sum: Amounts, amounts: Amounts, factor = 1) {
  for (const [resource, amount] of amounts) {
    sum.set(resource, (sum.get(resource) ?? 0) + factor * amount);
  }
}

/**
 * What a pod needs of a node: the sum of its containers and sidecars, or more
 * when an init container needs more beside the sidecars that are up by then;
 * and one of the `pods` that it has room for. A limit without a request counts
 * as one. Overhead is left out: nothing here sets it.
 *
 * Source of the rule: `PodRequests` of k8s.io/component-helpers/resource.
 */
export function podRequests({
  containers,
  initContainers = [],
}: Pick<IPodSpec, 'containers' | 'initContainers'>): Amounts {
  const total: Amounts = new Map([['pods', 1]]);
  const [sidecars, peak]: Amounts[] = [new Map(), new Map()];
  containers.forEach(container => addTo(total, requestsOf(container)));
  for (const container of initContainers) {
    const needed = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      addTo(total, needed);
      addTo(sidecars, needed);
    } else {
      addTo(needed, sidecars);
      raiseTo(peak, needed);
    }
  }
  raiseTo(total, peak);
  return total;
}

function requestsOf({ resources }: IContainer): Amounts {
  return amountsOf({ ...resources?.limits, ...resources?.requests });
}

function raiseTo(sum: Amounts, least: Amounts) {
  for (const [resource, amount] of least) {
    sum.set(resource, Math.max(sum.get(resource) ?? 0, amount));
  }
}
