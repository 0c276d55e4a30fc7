import { z } from 'zod';
import { fields } from '../fields';
import { dnsLabel, objectName } from '../names';
import { nextName, obeys, unique } from '../rules/rule';
import { quantity } from './resources';

/**
 * What a volume claim asks for: the fields that LeaderWorkerSet copies into
 * its StatefulSets, which are also those that most claims need.
 */
export const claimSpec = fields({
  accessModes: z
    .array(
      z.enum([
        'ReadWriteOnce',
        'ReadOnlyMany',
        'ReadWriteMany',
        'ReadWriteOncePod',
      ]),
    )
    .min(1),
  storageClassName: objectName.optional(),
  volumeMode: z
    .enum(['Filesystem'], {
      error: ({ input }) =>
        input === 'Block'
          ? 'must be Filesystem, which it is when left out: a raw device cannot be mounted, and containers here have mounts alone (no volumeDevices)'
          : undefined,
    })
    .optional(),
  resources: fields({
    requests: fields({ storage: quantity }),
    limits: fields({ storage: quantity.optional() }).optional(),
  }),
});

/** Claims of which each pod of a group gets its own. */
export const volumeClaimTemplates = z
  .array(fields({ metadata: fields({ name: dnsLabel }), spec: claimSpec }))
  .superRefine(
    obeys(
      unique(({ metadata }) => metadata.name, {
        rule: 'unique-volume-names',
        path: ['metadata', 'name'],
        message: 'is the name of an earlier claim template: give each its own',
        suggestion: nextName('-'),
      }),
    ),
  );

const retention = z.enum(['Retain', 'Delete']).optional();

/** What happens to the claims when their pods are gone for good. */
export const claimRetention = fields({
  whenDeleted: retention,
  whenScaled: retention,
});
