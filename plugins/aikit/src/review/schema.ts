import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field shows what others have entered, and has no value of its own. */
export const AikitReviewSchema = makeFieldSchema({
  output: z => z.string().optional(),
  uiOptions: z =>
    z.object({
      allowUnwatched: z
        .boolean()
        .optional()
        .describe(
          'As for AikitClusterPicker: a cluster that the portal does not watch is not asked what would change',
        ),
    }),
});

/** Props of the field's component. */
export type AikitReviewProps = typeof AikitReviewSchema.TProps;

/** The name under which templates use the field, in `ui:field`. */
export const REVIEW_NAME = 'AikitReview';
