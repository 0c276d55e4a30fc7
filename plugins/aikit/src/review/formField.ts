import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AikitReview } from './AikitReview';
import { AikitReviewSchema, REVIEW_NAME } from './schema';

/** {@link AikitReview} as the new frontend system takes it. */
export const reviewFormField = createFormField({
  name: REVIEW_NAME,
  component: AikitReview,
  schema: AikitReviewSchema,
});
