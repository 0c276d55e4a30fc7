/*
 * Bodies of requests. Only the backend reads them, so they are apart from the
 * answers: what an app loads at first is the smaller for it.
 */
import { z } from 'zod';
import { presetChoiceSchema } from './contract';
import { entityRefSchema } from './entityRefs';

/**
 * Body of `PUT /api/aikit/clusters/:cluster/namespaces/:namespace/workloads/:name`.
 *
 * @public
 */
export const deployRequestSchema = z
  .strictObject({
    /** An engine, whose values are laid over the chart's defaults. */
    preset: presetChoiceSchema.optional(),
    /** AIKit chart values, laid over the preset's; with one they may be absent. */
    values: z.record(z.string(), z.unknown()).optional(),
    /** Entity the workload belongs to, such as `component:default/chat`. */
    entityRef: entityRefSchema,
    /** Owner of the entity, such as `group:default/team-search`. */
    owner: entityRefSchema.optional(),
    /** System of the entity. */
    system: entityRefSchema.optional(),
    /** Ask the API server what would happen, and change nothing. */
    dryRun: z.boolean().optional(),
    /** Take over fields that another field manager owns. */
    force: z.boolean().optional(),
  })
  .refine(({ preset, values }) => preset || values, {
    path: ['values'],
    error: 'must be given where there is no preset',
  })
  .transform(request => ({ ...request, values: request.values ?? {} }));

/** @public */
export type DeployRequest = z.infer<typeof deployRequestSchema>;

/**
 * Body of `POST /api/aikit/clusters/:cluster/namespaces/:namespace/releases/:release/adopt`.
 *
 * @public
 */
export const adoptRequestSchema = z.strictObject({
  /** Entity the workload will belong to, such as `component:default/chat`. */
  entityRef: entityRefSchema,
  owner: entityRefSchema.optional(),
  system: entityRefSchema.optional(),
  /** Say what would be done, and change nothing. */
  dryRun: z.boolean().optional(),
  /**
   * Delete Helm's records of the release, and the objects of the release that
   * are no part of the workload.
   */
  forget: z.boolean().optional(),
});

/** @public */
export type AdoptRequest = z.infer<typeof adoptRequestSchema>;
