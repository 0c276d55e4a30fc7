import { z } from 'zod';
import { fields } from './fields';
import { roleImage } from './image';
import { claimRetention, volumeClaimTemplates } from './kubernetes/claims';
import { roleSecurityContext } from './kubernetes/securityContext';
import { objectName } from './names';
import { leaderWorkerSetRules } from './leaderWorkerSetRules';
import { podKeys } from './pod';
import { rolloutStrategy } from './rollout';
import {
  annotationMap,
  INT32_MAX,
  integer,
  qualifiedName,
  wholeNumber,
} from './scalars';

/** Upper bound of groups in LeaderWorkerSet 0.10. */
const MAX_GROUPS = 1_000_000;

const role = fields({
  image: roleImage.optional(),
  securityContext: roleSecurityContext.optional(),
  serviceAccountName: objectName.optional(),
  ...podKeys,
});

const leaderWorkerTemplate = fields({
  size: integer(1, INT32_MAX).optional(),
  restartPolicy: z
    .enum([
      'RecreateGroupOnPodRestart',
      'RecreateGroupAfterStart',
      'None',
      'Default',
      '',
    ])
    .optional(),
  subGroupPolicy: fields({
    subGroupPolicyType: z.enum(['LeaderWorker', 'LeaderExcluded']).optional(),
    subGroupSize: wholeNumber(1, INT32_MAX),
  }).optional(),
  volumeClaimTemplates: volumeClaimTemplates.optional(),
  persistentVolumeClaimRetentionPolicy: claimRetention.optional(),
});

/**
 * Distributed mode: keys of the chart's branch that has it, and those of the
 * LeaderWorkerSet API that it lacks.
 */
export const leaderWorkerSet = fields({
  enabled: z.boolean().optional(),
  annotations: annotationMap.optional(),
  /** Label of nodes, of which each group gets one value for itself. */
  exclusiveTopology: qualifiedName.optional(),
  /** The same for the subgroups of a group. */
  subGroupExclusiveTopology: qualifiedName.optional(),
  replicas: integer(0, MAX_GROUPS).optional(),
  startupPolicy: z.enum(['LeaderCreated', 'LeaderReady']).optional(),
  networkConfig: fields({
    subdomainPolicy: z.enum(['UniquePerReplica', 'Shared']),
  }).optional(),
  rolloutStrategy: rolloutStrategy.optional(),
  leaderWorkerTemplate,
  leader: role,
  worker: role,
}).superRefine(leaderWorkerSetRules);

/** Values of one role of a LeaderWorkerSet. */
export type RoleValues = z.output<typeof role>;
