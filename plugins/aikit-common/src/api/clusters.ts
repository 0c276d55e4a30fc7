import { z } from 'zod';

/**
 * How well the picture of a cluster is known.
 *
 * - `connecting`: not listed for the first time yet.
 * - `live`: every watch is open.
 * - `stale`: was live; what is shown is the last picture.
 * - `unavailable`: never listed, and the attempts fail.
 * - `unsupported`: its auth provider needs the user's own token, so it cannot
 *   be watched in the background.
 *
 * @public
 */
export const clusterStateSchema = z.enum([
  'connecting',
  'live',
  'stale',
  'unavailable',
  'unsupported',
]);

/** @public */
export type ClusterState = z.infer<typeof clusterStateSchema>;

/** @public */
export const clusterStatusSchema = z.object({
  name: z.string(),
  state: clusterStateSchema,
  /** ISO 8601: last sign of life; absent when there was none. */
  lastSeen: z.string().optional(),
  /** Why it is not live, as a sentence. */
  error: z.string().optional(),
});

/** @public */
export type ClusterStatus = z.infer<typeof clusterStatusSchema>;

/** @public */
export const clusterAcceleratorSchema = z.object({
  resource: z.string(),
  /** Allocatable on nodes that are ready and not cordoned. */
  usable: z.number(),
  /** Allocatable on all nodes. */
  total: z.number(),
  /** On pods of every kind that have a node and have not ended. */
  allocated: z.number(),
  /** Usable and on no pod. */
  free: z.number(),
  /** The most that is free on one node: what a single pod can get. */
  largestFree: z.number(),
  models: z.array(z.string()),
});

/** @public */
export type ClusterAccelerator = z.infer<typeof clusterAcceleratorSchema>;

/**
 * Body of `GET /api/aikit/clusters`.
 *
 * @public
 */
export const clustersResponseSchema = z.object({
  items: z.array(
    clusterStatusSchema.extend({
      title: z.string().optional(),
      /** Whether the LeaderWorkerSet API is served there. */
      leaderWorkerSet: z.enum(['installed', 'missing', 'unknown']),
      /** Release of its controller, such as `0.9.0`; absent: not known. */
      leaderWorkerSetVersion: z.string().optional(),
      nodes: z.object({ total: z.number(), ready: z.number() }),
      accelerators: z.array(clusterAcceleratorSchema),
    }),
  ),
});

/** @public */
export type ClustersResponse = z.infer<typeof clustersResponseSchema>;
