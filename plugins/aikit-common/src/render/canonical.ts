import type { z } from 'zod';
import { canonicalQuantity } from '../quantities/quantity';
import type { claimSpec } from '../values/kubernetes/claims';
import type { volumes } from '../values/kubernetes/volumes';

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

type Volume = z.output<typeof volumes>[number];
type ClaimSpec = z.output<typeof claimSpec>;

/** What a volume claim asks for, with its quantities in canonical form. */
export function canonicalClaim(spec: ClaimSpec) {
  return { ...spec, resources: canonicalResources(spec.resources) };
}

/**
 * A volume with its quantities in canonical form (C15), as those of a
 * container's resources.
 */
export function canonicalVolume(volume: Volume) {
  const { emptyDir, ephemeral, downwardAPI, projected } = volume;
  return {
    ...volume,
    ...(emptyDir?.sizeLimit !== undefined && {
      emptyDir: {
        ...emptyDir,
        sizeLimit: canonicalQuantity(emptyDir.sizeLimit),
      },
    }),
    ...(ephemeral && {
      ephemeral: {
        volumeClaimTemplate: {
          ...ephemeral.volumeClaimTemplate,
          spec: canonicalClaim(ephemeral.volumeClaimTemplate.spec),
        },
      },
    }),
    ...(downwardAPI?.items && {
      downwardAPI: {
        ...downwardAPI,
        items: downwardAPI.items.map(canonicalSource),
      },
    }),
    ...(projected && {
      projected: {
        ...projected,
        sources: projected.sources.map(source =>
          source.downwardAPI?.items
            ? {
                ...source,
                downwardAPI: {
                  items: source.downwardAPI.items.map(canonicalSource),
                },
              }
            : source,
        ),
      },
    }),
  };
}
