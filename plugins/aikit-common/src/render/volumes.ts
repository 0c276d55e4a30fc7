import type { z } from 'zod';
import { canonicalQuantity } from '../quantities/quantity';
import type { claimSpec } from '../values/kubernetes/claims';
import type { volumes } from '../values/kubernetes/volumes';
import { canonicalResources, canonicalSource } from './resources';

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
