import { z } from 'zod';
import { clusterStatusSchema } from './clusters';
import { workloadKindSchema, workloadStatusSchema } from './workloads';

/**
 * A submission or removal that a backend began and did not end, since it was
 * killed or lost the cluster. Whoever submits the workload again completes it.
 *
 * @public
 */
export const incompleteSubmissionSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  action: z.enum(['submission', 'removal']),
  /** Full reference of the entity that the workload was submitted for. */
  entityRef: z.string(),
  owner: z.string().optional(),
  /** ISO 8601. */
  startedAt: z.string(),
});

/** @public */
export type IncompleteSubmission = z.infer<typeof incompleteSubmissionSchema>;

/**
 * Body of `GET /api/aikit/entities/:kind/:namespace/:name/workloads` and of
 * `GET /api/aikit/workloads`.
 *
 * @public
 */
export const workloadsResponseSchema = z.object({
  /** Changes whenever `items` or the state of a cluster does. */
  version: z.string(),
  /** ISO 8601: when this version was made. */
  observedAt: z.string(),
  clusters: z.array(clusterStatusSchema),
  /** Worst health first. */
  items: z.array(workloadStatusSchema),
  /** Absent when there is none. */
  incomplete: z.array(incompleteSubmissionSchema).optional(),
});

/** @public */
export type WorkloadsResponse = z.infer<typeof workloadsResponseSchema>;

/**
 * Body of `GET /api/aikit/clusters/:cluster/namespaces/:namespace/workloads/:name`.
 *
 * @public
 */
export const workloadResponseSchema = z.object({
  version: z.string(),
  observedAt: z.string(),
  cluster: clusterStatusSchema,
  workload: workloadStatusSchema,
});

/** @public */
export type WorkloadResponse = z.infer<typeof workloadResponseSchema>;

/**
 * One thing that is wrong, or doubtful, in a user's values.
 *
 * @public
 */
export const valueIssueSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Dotted path, such as `leaderWorkerSet.leaderWorkerTemplate.size`. */
  path: z.string(),
  /** The rule that is broken, and a way out, as a sentence. */
  message: z.string(),
  /** Which rule it is: `whole-devices`. It stays when the sentence changes. */
  rule: z.string(),
  /** What was there; absent when nothing was, or much. */
  given: z.unknown().optional(),
  /**
   * A value for the path that would do; null means to leave it out. Absent
   * when no single value can.
   */
  suggestion: z.unknown().optional(),
});

/** @public */
export type ValueIssue = z.infer<typeof valueIssueSchema>;

/**
 * A Kubernetes object as it is sent to the API server.
 *
 * @public
 */
export const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

/** @public */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * A preset by its name, with some of its inputs; the others are its defaults.
 *
 * @public
 */
export const presetChoiceSchema = z.strictObject({
  name: z.string(),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

/** @public */
export const objectChangeSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  change: z.enum(['created', 'updated', 'unchanged', 'deleted']),
});

/** @public */
export type ObjectChange = z.infer<typeof objectChangeSchema>;

/**
 * What a submission does to an object; in a dry run with the object itself,
 * without its status and what the API server keeps of it.
 *
 * @public
 */
export const submittedObjectSchema = objectChangeSchema.extend({
  /** As it is in the cluster; absent when it is not there. */
  before: z.record(z.string(), z.unknown()).optional(),
  /** As it would be; absent when it would be deleted. */
  after: z.record(z.string(), z.unknown()).optional(),
});

/** @public */
export type SubmittedObject = z.infer<typeof submittedObjectSchema>;

/**
 * Whether the cluster has room for the accelerators of a workload, by the
 * portal's picture of it.
 *
 * @public
 */
export const fitSchema = z.object({
  /** Absent when it is not known. */
  fits: z.boolean().optional(),
  /** With what to do when it does not fit. */
  message: z.string(),
});

/** @public */
export type Fit = z.infer<typeof fitSchema>;

/**
 * Answer to a deploy request.
 *
 * @public
 */
export const deployResponseSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  kind: workloadKindSchema,
  dryRun: z.boolean(),
  /** `metadata.generation` of the submitted workload. */
  generation: z.number(),
  /** One line: `LeaderWorkerSet chat: 2 groups × 5 pods, 24 nvidia.com/gpu`. */
  summary: z.string(),
  /** OpenAI-compatible address inside the cluster. */
  endpoint: z.string(),
  objects: z.array(submittedObjectSchema),
  /** Warnings only: errors refuse the request. */
  issues: z.array(valueIssueSchema),
  /** Dry runs only. */
  fit: fitSchema.optional(),
});

/** @public */
export type DeployResponse = z.infer<typeof deployResponseSchema>;

/**
 * Answer to `DELETE` of a workload.
 *
 * @public
 */
export const removeResponseSchema = z.object({
  objects: z.array(objectChangeSchema),
});

/** @public */
export type RemoveResponse = z.infer<typeof removeResponseSchema>;

/**
 * Body of `GET` of a workload with `/inference`: what to submit for the same
 * again. Whose it is, is what its annotations say.
 *
 * @public
 */
export const inferenceResponseSchema = z.object({
  /**
   * - `submitted`: as it was submitted.
   * - `object`: no more than what can be read from the LeaderWorkerSet or
   *   Deployment: image, replicas, size and resources.
   */
  source: z.enum(['submitted', 'object']),
  preset: presetChoiceSchema.optional(),
  values: z.record(z.string(), z.unknown()),
  /** Paths of values that were not kept, and have to be given again. */
  leftOut: z.array(z.string()),
  entityRef: z.string(),
  owner: z.string().optional(),
  system: z.string().optional(),
});

/** @public */
export type InferenceResponse = z.infer<typeof inferenceResponseSchema>;
