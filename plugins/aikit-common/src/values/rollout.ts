import { z } from 'zod';
import { fields } from './fields';
import { IntOrPercent, intOrPercent, scaled, surge } from './intOrPercent';
import { must } from './rules/rule';
import { INT32_MAX, integer } from './scalars';

function isZero(value: IntOrPercent | undefined): boolean {
  return value === 0 || value === '0%';
}

/** How a Deployment replaces its pods. */
export const deploymentStrategy = fields({
  type: z.enum(['RollingUpdate', 'Recreate']).optional(),
  rollingUpdate: fields({
    maxUnavailable: intOrPercent.optional(),
    maxSurge: surge.optional(),
  }).optional(),
})
  .superRefine(
    must(({ type, rollingUpdate }) => type !== 'Recreate' || !rollingUpdate, {
      rule: 'recreate-strategy',
      path: ['rollingUpdate'],
      message: 'must be left out with type Recreate',
      suggestion: null,
    }),
  )
  .superRefine(
    must(
      ({ rollingUpdate: update }) =>
        !isZero(update?.maxUnavailable) || !isZero(update?.maxSurge),
      {
        rule: 'rollout-moves',
        path: ['rollingUpdate', 'maxUnavailable'],
        message:
          'must not be 0 when maxSurge is 0, because no pod could be replaced: raise one of them',
        suggestion: 1,
      },
    ),
  );

/** How a LeaderWorkerSet replaces its groups. */
export const rolloutStrategy = fields({
  type: z.enum(['RollingUpdate']).optional(),
  rollingUpdateConfiguration: fields({
    maxUnavailable: intOrPercent.optional(),
    maxSurge: intOrPercent.optional(),
    partition: integer(0, INT32_MAX).optional(),
  }).optional(),
});

/**
 * Whether a rollout may touch any of some groups at all: what may be
 * unavailable is rounded down, a surge up, and both must not be 0.
 */
export function touchesGroups(
  {
    maxUnavailable = 1,
    maxSurge = 0,
  }: { maxUnavailable?: IntOrPercent; maxSurge?: IntOrPercent },
  replicas: number,
): boolean {
  return (
    scaled(maxUnavailable, replicas, Math.floor) > 0 ||
    scaled(maxSurge, replicas, Math.ceil) > 0
  );
}
