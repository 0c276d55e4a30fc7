import { z } from 'zod';

/**
 * Health of a workload.
 *
 * - `healthy`: every desired group is ready.
 * - `progressing`: not all are ready yet, and nothing says they will not be.
 * - `degraded`: some groups are ready, others are held up by a problem.
 * - `failed`: no group is ready, and a problem holds them up.
 * - `idle`: scaled to zero.
 * - `unknown`: the cluster's picture is too old to say.
 *
 * @public
 */
export const healthStateSchema = z.enum([
  'healthy',
  'progressing',
  'degraded',
  'failed',
  'idle',
  'unknown',
]);

/** @public */
export type HealthState = z.infer<typeof healthStateSchema>;

/**
 * Role of a pod: `server` is the single pod of a group in standard mode.
 *
 * @public
 */
export const podRoleSchema = z.enum(['leader', 'worker', 'server']);

/** @public */
export type PodRole = z.infer<typeof podRoleSchema>;

/**
 * State of one pod.
 *
 * - `ready`: running and ready.
 * - `running`: running, not ready yet.
 * - `starting`: on a node; image, volumes or init containers on their way.
 * - `pending`: on no node yet.
 * - `failed`: its container cannot start, or fails again and again.
 * - `terminating`: being deleted.
 * - `unknown`: its node does not report.
 * - `missing`: should be there by the group's size, and is not.
 *
 * @public
 */
export const podStateSchema = z.enum([
  'ready',
  'running',
  'starting',
  'pending',
  'failed',
  'terminating',
  'unknown',
  'missing',
]);

/** @public */
export type PodState = z.infer<typeof podStateSchema>;

/** @public */
export const podStatusSchema = z.object({
  name: z.string(),
  role: podRoleSchema,
  state: podStateSchema,
  ready: z.boolean(),
  /** Absent while the pod is on no node. */
  node: z.string().optional(),
  /** Effective request by resource name, in whole devices. */
  accelerators: z.record(z.string(), z.number()),
  /** Sum over its containers; the recreation of a group resets it. */
  restarts: z.number(),
  /** ISO 8601: when the pod came into its state; absent when not known. */
  since: z.string().optional(),
  /** One phrase: why it is in that state, when there is a reason to give. */
  reason: z.string().optional(),
});

/** @public */
export type PodStatus = z.infer<typeof podStatusSchema>;

/**
 * State of one group: `pending` when a pod of it has no node, `progressing`
 * while its pods start, `failed` when one of them has failed.
 *
 * @public
 */
export const groupStateSchema = z.enum([
  'ready',
  'progressing',
  'pending',
  'failed',
  'terminating',
  'unknown',
]);

/** @public */
export type GroupState = z.infer<typeof groupStateSchema>;

/** @public */
export const groupStatusSchema = z.object({
  /** LeaderWorkerSet group index; in standard mode the pod's place by age. */
  index: z.number(),
  state: groupStateSchema,
  /** A few words for a tile's title, such as `waiting for GPUs`. */
  message: z.string(),
  /** True for a group above the desired number, during a rolling update. */
  surge: z.boolean().optional(),
  /** The leader; in standard mode the group's one `server`. */
  leader: podStatusSchema,
  /** By worker index; empty in standard mode. */
  workers: z.array(podStatusSchema),
});

/** @public */
export type GroupStatus = z.infer<typeof groupStatusSchema>;

/** @public */
export const acceleratorUsageSchema = z.object({
  /** Kubernetes resource name, such as `nvidia.com/gpu`. */
  resource: z.string(),
  /** Asked for by the workload: desired groups × pods × devices. */
  requested: z.number(),
  /** On pods that have a node. */
  allocated: z.number(),
  /** On pods that have none. */
  pending: z.number(),
  /** Product names of the nodes the allocated devices are on. */
  models: z.array(z.string()),
});

/** @public */
export type AcceleratorUsage = z.infer<typeof acceleratorUsageSchema>;

/** @public */
export const findingSeveritySchema = z.enum(['error', 'warning', 'info']);

/** @public */
export type FindingSeverity = z.infer<typeof findingSeveritySchema>;

/**
 * One diagnosis.
 *
 * @public
 */
export const findingSchema = z.object({
  /** Stable, in kebab case, such as `insufficient-accelerators`. */
  code: z.string(),
  severity: findingSeveritySchema,
  /** What it is about: `group 1`, or the name of a pod. */
  subject: z.string(),
  /** What was seen, as a sentence. */
  message: z.string(),
  /** What to do about it, as a sentence. */
  remedy: z.string(),
});

/** @public */
export type Finding = z.infer<typeof findingSchema>;

/** @public */
export const workloadKindSchema = z.enum(['LeaderWorkerSet', 'Deployment']);

/** @public */
export type WorkloadKind = z.infer<typeof workloadKindSchema>;

/** @public */
export const workloadStatusSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  kind: workloadKindSchema,
  mode: z.enum(['distributed', 'standard']),
  /** ISO 8601. */
  createdAt: z.string(),
  /** `metadata.generation`: which submission the status is about. */
  generation: z.number(),
  /** Image of the leader or server. */
  image: z.string().optional(),
  /** What the portal wrote on the object, when it submitted the workload. */
  catalog: z
    .object({
      entityRef: z.string().optional(),
      owner: z.string().optional(),
      system: z.string().optional(),
    })
    .optional(),
  health: z.object({
    state: healthStateSchema,
    /** In Pascal case, such as `AllGroupsReady`. */
    reason: z.string(),
    message: z.string(),
  }),
  groups: z.object({
    desired: z.number(),
    ready: z.number(),
    items: z.array(groupStatusSchema),
  }),
  pods: z.object({ desired: z.number(), ready: z.number() }),
  accelerators: z.array(acceleratorUsageSchema),
  /** Most severe first. */
  findings: z.array(findingSchema),
});

/**
 * Health, groups, accelerators and findings of one workload.
 *
 * @public
 */
export type WorkloadStatus = z.infer<typeof workloadStatusSchema>;
