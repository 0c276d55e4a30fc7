import { z } from 'zod';
import { fields } from './fields';
import { intOrPercent } from './intOrPercent';

/**
 * How many pods may be evicted at a time, as when nodes are drained. It counts
 * pods, not groups: evicting one of a group has the whole group recreated.
 */
export const podDisruptionBudget = fields({
  enabled: z.boolean().optional(),
  minAvailable: intOrPercent.optional(),
  maxUnavailable: intOrPercent.optional(),
}).refine(
  value =>
    value.minAvailable === undefined || value.maxUnavailable === undefined,
  {
    path: ['maxUnavailable'],
    error: 'must be left out beside minAvailable: keep one of them',
    params: { rule: 'one-disruption-bound', suggestion: null },
  },
);
