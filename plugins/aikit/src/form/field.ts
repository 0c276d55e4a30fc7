import {
  CustomFieldValidator,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { Inference, readInference } from './inference';
import { InputStep, issuesOfStep } from './issues';

/** The fields' value is an {@link Inference}. */
export const InferenceFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      preset: z.string(),
      inputs: z.record(z.unknown()),
      values: z.record(z.unknown()).optional(),
      draft: z.string().optional(),
    }),
});

/** Props of the fields' components. */
export type InferenceFieldProps = typeof InferenceFieldSchema.TProps;

/**
 * Refuses to leave a step while there are errors with what it asks for, in the
 * words in which the action would refuse.
 */
export function validateStep(step: InputStep): CustomFieldValidator<Inference> {
  return (value, validation) => {
    for (const issue of issuesOfStep(readInference(value), step)) {
      if (issue.severity === 'error') {
        validation.addError(`${issue.path}: ${issue.message}`);
      }
    }
  };
}
