import { useCallback, useEffect, useMemo, useState } from 'react';
import { hasInference, Inference, readInference } from './inference';
import { Entered, NOTHING_ENTERED, remember, withModel } from './switching';
import { isSame } from './valuesText';

/**
 * What was entered in one form and is not in its data, which become the task's
 * parameters as they are: what was tried is nobody else's business.
 */
interface FormMemory {
  entered: Entered;
  /** What the form held when one of its fields was last drawn. */
  last?: Inference;
}

/**
 * Of the form that was last drawn. A step's fields are gone with the step, and
 * the scaffolder gives them nothing that outlives it but the form's data.
 */
let latest: FormMemory | undefined;

/**
 * The memory of the form with these data: that of the form drawn last if it
 * held the same, which is then the same form one step on, else a new one.
 *
 * @param formData - what the form has under the key of what is to run
 */
export function memoryOf(formData: unknown): FormMemory {
  const goesOn =
    latest?.last &&
    hasInference(formData) &&
    isSame(latest.last, readInference(formData));
  return goesOn ? latest! : { entered: NOTHING_ENTERED };
}

/** Says what the memory's form holds now. */
export function follow(memory: FormMemory, inference: Inference): void {
  memory.last = inference;
  latest = memory;
}

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
