import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';
import { ForwardedError } from '@backstage/errors';
import { listChanges } from './changes';

/**
 * Runs steps that cannot be undone one after the other, and remembers what has
 * been done, so that a failure half way can say so.
 */
export class Steps {
  readonly done: ObjectChange[] = [];
  readonly #howToGoOn: string;

  /** @param howToGoOn - what to do after a failure half way, as a sentence */
  constructor(howToGoOn: string) {
    this.#howToGoOn = howToGoOn;
  }

  /**
   * @param what - the step as a phrase: `apply Service chat`
   * @param change - what the step has done, by its result
   * @returns the result of the step
   * @throws what the step throws; after the first step with what has been done
   * and how to go on
   */
  async run<T>(
    what: string,
    step: () => Promise<T>,
    change: (result: T) => ObjectChange,
  ): Promise<T> {
    try {
      const result = await step();
      this.done.push(change(result));
      return result;
    } catch (error) {
      if (this.done.length === 0) {
        throw error;
      }
      throw new ForwardedError(
        `Half-done: ${listChanges(this.done)}; then it failed to ${what}. ${
          this.#howToGoOn
        }`,
        error,
      );
    }
  }
}
