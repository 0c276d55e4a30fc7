import { errorLines } from '@aikit-backstage/plugin-aikit-common';
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
    errorLines(issuesOfStep(readInference(value), step)).forEach(line =>
      validation.addError(line),
    );
  };
}
