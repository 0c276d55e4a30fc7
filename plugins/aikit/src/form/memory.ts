import { isSame } from '../valuesEditor/valuesText';
import { hasInference, Inference, readInference } from './inference';
import { Entered, NOTHING_ENTERED } from './switching';

/**
 * What was entered in one form and is not in its data, which become the task's
 * parameters as they are: what was tried is nobody else's business.
 */
export interface FormMemory {
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
