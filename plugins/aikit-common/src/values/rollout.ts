import { z } from 'zod';
import { fields } from './fields';
import { intOrPercent, surge } from './intOrPercent';
import { breakRule } from './rule';
import { INT32_MAX, integer } from './scalars';

/** How a Deployment replaces its pods. */
export const deploymentStrategy = fields({
  type: z.enum(['RollingUpdate', 'Recreate']).optional(),
  rollingUpdate: fields({
    maxUnavailable: intOrPercent.optional(),
    maxSurge: surge.optional(),
  }).optional(),
}).superRefine(({ type, rollingUpdate }, context) => {
  if (type === 'Recreate' && rollingUpdate) {
    breakRule(context, {
      rule: 'recreate-strategy',
      path: ['rollingUpdate'],
      message: 'must be left out with type Recreate',
      suggestion: null,
    });
  }
  const isZero = (value: unknown) => value === 0 || value === '0%';
  if (
    isZero(rollingUpdate?.maxUnavailable) &&
    isZero(rollingUpdate?.maxSurge)
  ) {
    breakRule(context, {
      rule: 'rollout-moves',
      path: ['rollingUpdate', 'maxUnavailable'],
      message:
        'must not be 0 when maxSurge is 0, because no pod could be replaced: raise one of them',
      suggestion: 1,
    });
  }
});

/** How a LeaderWorkerSet replaces its groups. */
export const rolloutStrategy = fields({
  type: z.enum(['RollingUpdate']).optional(),
  rollingUpdateConfiguration: fields({
    maxUnavailable: intOrPercent.optional(),
    maxSurge: intOrPercent.optional(),
    partition: integer(0, INT32_MAX).optional(),
  }).optional(),
});
