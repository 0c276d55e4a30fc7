import { z } from 'zod';
import { objectChangeSchema, submittedObjectSchema } from './contract';
import { workloadKindSchema } from './workloads';

/**
 * A Helm release of the AIKit chart, in a namespace of a cluster.
 *
 * @public
 */
export const helmReleaseSchema = z.object({
  /** Name of the release, such as `llama`. */
  name: z.string(),
  chart: z.object({ name: z.string(), version: z.string() }),
  /** Revision: 1 when it was installed, one more with each upgrade. */
  revision: z.number(),
  /** Helm's status of that revision, such as `deployed`. */
  status: z.string(),
});

/** @public */
export type HelmRelease = z.infer<typeof helmReleaseSchema>;

/**
 * Body of `GET /api/aikit/clusters/:cluster/namespaces/:namespace/releases`.
 *
 * @public
 */
export const helmReleasesResponseSchema = z.object({
  items: z.array(helmReleaseSchema),
});

/** @public */
export type HelmReleasesResponse = z.infer<typeof helmReleasesResponseSchema>;

/**
 * Body of the same with `/:release`.
 *
 * @public
 */
export const helmReleaseResponseSchema = helmReleaseSchema.extend({
  /** Name of its LeaderWorkerSet or Deployment: the workload's. */
  workload: z.string(),
  kind: workloadKindSchema,
  /** What was given to Helm. */
  userValues: z.record(z.string(), z.unknown()),
  /**
   * What to submit for the same: the user's values and those defaults of the
   * installed chart that are others here.
   */
  values: z.record(z.string(), z.unknown()),
});

/** @public */
export type HelmReleaseResponse = z.infer<typeof helmReleaseResponseSchema>;

/**
 * Answer to an adoption.
 *
 * @public
 */
export const adoptResponseSchema = helmReleaseResponseSchema.extend({
  dryRun: z.boolean(),
  /** What the adoption does to each object; none touches a pod. */
  objects: z.array(submittedObjectSchema),
  /** Objects of the release that are no part of the workload, and stay. */
  left: z.array(objectChangeSchema.omit({ change: true })),
  /**
   * What the next submission of `values` changes in each object, without what
   * the API server adds by itself; or why they cannot be submitted as they are.
   */
  next: z.object({
    objects: z.array(submittedObjectSchema),
    /** Whether it replaces the pods. */
    restarts: z.boolean(),
    error: z.string().optional(),
  }),
  /** What to know or do next, as sentences. */
  hints: z.array(z.string()),
});

/** @public */
export type AdoptResponse = z.infer<typeof adoptResponseSchema>;
