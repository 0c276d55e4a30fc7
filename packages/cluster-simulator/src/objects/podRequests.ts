import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';

/** Amounts by resource: CPU in thousandths of a core, others in whole units. */
export type Amounts = Map<string, number>;

/** Amounts of a map such as `status.allocatable`; what is no quantity is 0. */
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

/** Changes amounts: adds others to them, or combines them in another way. */
export function combine(
  amounts: Amounts,
  others: Amounts,
  how = (a: number, b: number) => a + b,
): Amounts {
  for (const [resource, amount] of others) {
    amounts.set(resource, how(amounts.get(resource) ?? 0, amount));
  }
  return amounts;
}

/**
 * What a pod needs of a node: the sum of its containers and sidecars, or more
 * when an init container needs more beside the sidecars that are up by then;
 * and one of the `pods` that it has room for. A limit without a request counts
 * as one. Overhead is left out: nothing here sets it.
 *
 * Source of the rule: `PodRequests` of k8s.io/component-helpers/resource.
 */
export function podRequests({ containers, initContainers = [] }: IPodSpec) {
  const running: Amounts = new Map([['pods', 1]]);
  const peak: Amounts = new Map();
  for (const container of initContainers) {
    const needed = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      combine(running, needed);
    } else {
      combine(peak, combine(needed, running), Math.max);
    }
  }
  containers.forEach(container => combine(running, requestsOf(container)));
  return combine(running, peak, Math.max);
}

function requestsOf({ resources }: IContainer): Amounts {
  return amountsOf({ ...resources?.limits, ...resources?.requests });
}
