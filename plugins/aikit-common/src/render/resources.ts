import { canonicalQuantity } from '../quantities/quantity';

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

interface ResourceSource {
  resourceFieldRef?: {
    resource: string;
    containerName?: string;
    divisor?: string | number;
  };
}

/** What refers to a container's resource, with a canonical divisor. */
export function canonicalSource<T extends ResourceSource>(source: T): T {
  const ref = source.resourceFieldRef;
  return ref?.divisor === undefined
    ? source
    : {
        ...source,
        resourceFieldRef: { ...ref, divisor: canonicalQuantity(ref.divisor) },
      };
}

/** A variable with the divisor of its resource, if any, in canonical form. */
export function canonicalEnv<T extends { valueFrom?: ResourceSource }>(
  entry: T,
): T {
  return entry.valueFrom
    ? { ...entry, valueFrom: canonicalSource(entry.valueFrom) }
    : entry;
}
