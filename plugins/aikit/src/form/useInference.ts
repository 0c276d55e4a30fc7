import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { hasInference, Inference, readInference } from './inference';
import { InputStep, issuesOfStep } from './issues';
import { follow, memoryOf } from './memory';
import { Entered, remember, withModel } from './switching';

type Field = {
  formData?: unknown;
  onChange: (inference: Inference) => void;
};

/**
 * What is to run, of a field that edits it, and a function that gives what was
 * entered in the form so far, on any of its steps. A new form gets the first
 * preset with its defaults.
 */
export function useRememberedInference(field: Field): {
  inference: Inference;
  /** Keeps the present choice in mind as well. */
  remembered: () => Entered;
} {
  const { formData, onChange } = field;
  const inference = useMemo(() => readInference(formData), [formData]);
  const [memory] = useState(() => memoryOf(formData));
  useEffect(() => {
    follow(memory, inference);
    if (!hasInference(formData)) {
      onChange(withModel(inference));
    }
  }, [formData, inference, memory, onChange]);
  const remembered = useCallback(() => {
    memory.entered = remember(memory.entered, inference);
    return memory.entered;
  }, [memory, inference]);
  return { inference, remembered };
}

/**
 * What is to run, of a field that edits it without changing the engine. Every
 * field that edits it uses this, by which the form is known on the next step.
 */
export function useInference(field: Field): Inference {
  return useRememberedInference(field).inference;
}

/** What a step has to say about the inputs, at each change. */
export function useStepIssues(
  inference: Inference,
  step: InputStep,
): readonly ValueIssue[] {
  return useMemo(() => issuesOfStep(inference, step), [inference, step]);
}
