import { canonicalQuantity } from '../values/kubernetes/canonicalQuantity';

type Quantities = Record<string, string | number>;

interface Resources {
  limits?: Quantities;
  requests?: Quantities;
}

function canonical(quantities: Quantities): Record<string, string> {
  return Object.fromEntries(
    Object.entries(quantities).map(([resource, quantity]) => [
      resource,
      canonicalQuantity(quantity),
    ]),
  );
}

/**
 * Resources with their quantities in canonical form (C15), so that the same
 * values, submitted again, change nothing.
 */
export function canonicalResources<T extends Resources>(resources: T) {
  const { limits, requests } = resources;
  return {
    ...resources,
    ...(limits && { limits: canonical(limits) }),
    ...(requests && { requests: canonical(requests) }),
  };
}
