import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { useEffect, useMemo } from 'react';
import { hasInference, Inference, readInference } from './inference';
import { InputStep, issuesOfStep } from './issues';
import { withModel } from './switching';

/**
 * What is to run, of a field that edits it. A new form gets the first preset
 * with its defaults.
 */
export function useInference(field: {
  formData?: unknown;
  onChange: (inference: Inference) => void;
}): Inference {
  const { formData, onChange } = field;
  const inference = useMemo(() => readInference(formData), [formData]);
  useEffect(() => {
    if (!hasInference(formData)) {
      onChange(withModel(inference));
    }
  }, [formData, inference, onChange]);
  return inference;
}

/** What a step has to say about the inputs, at each change. */
export function useStepIssues(
  inference: Inference,
  step: InputStep,
): readonly ValueIssue[] {
  return useMemo(() => issuesOfStep(inference, step), [inference, step]);
}
