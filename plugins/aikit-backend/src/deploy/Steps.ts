import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';
import { ClusterError } from '@aikit-backstage/plugin-aikit-node';
import { ForwardedError, isError } from '@backstage/errors';
import { Watcher } from '../submissions/Hold';
import { listChanges } from './changes';

/** One change to a cluster. */
export interface Step<T> {
  /** As a phrase: `apply Service chat`. */
  what: string;
  run: () => Promise<T>;
  /** What it has done, by its result. */
  change: (result: T) => ObjectChange;
  /**
   * Puts back what was there before. It gets nothing when the answer was lost,
   * and then has to find out what has been done. Steps of which one cannot be
   * taken back stay as far as they went.
   */
  undo?: (result: T | undefined) => Promise<void>;
}

/**
 * Makes changes one after the other, and takes them back when one fails. What
 * cannot be taken back is told of, with how to go on.
 */
export class Steps {
  readonly done: ObjectChange[] = [];
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #howToGoOn: string;
  readonly #watcher?: Watcher;
  #canTakeBack = true;

  /** @param howToGoOn - what to do after a failure half way, as a sentence */
  constructor(howToGoOn: string, watcher?: Watcher) {
    this.#howToGoOn = howToGoOn;
    this.#watcher = watcher;
  }

  /**
   * @returns the result of the step
   * @throws what the step throws; after the first step with what has become of
   * those before
   */
  async run<T>({ what, run, change, undo }: Step<T>): Promise<T> {
    await this.#watcher?.beforeChange();
    try {
      const result = await run();
      this.done.push(change(result));
      this.#undo.unshift(async () => undo?.(result));
      this.#canTakeBack &&= undo !== undefined;
      return result;
    } catch (error) {
      if (!hasAnswered(error)) {
        this.#undo.unshift(async () => undo?.(undefined));
        this.#canTakeBack &&= undo !== undefined;
      }
      throw await this.#failed(what, error);
    }
  }

  async #failed(what: string, error: unknown): Promise<unknown> {
    const isFirst = this.done.length === 0;
    if (!this.#canTakeBack) {
      return isFirst ? error : this.#halfDone(what, error);
    }
    try {
      for (const undo of this.#undo) {
        await undo();
      }
    } catch (obstacle) {
      const reason = isError(obstacle) ? obstacle.message : obstacle;
      return this.#halfDone(
        `${what}, and to take back what had been done (${reason})`,
        error,
      );
    }
    this.#watcher?.takenBack();
    return isFirst
      ? error
      : new ForwardedError(
          `Nothing has changed: it failed to ${what}, and what had been done before was taken back`,
          error,
        );
  }

  #halfDone(what: string, error: unknown): Error {
    const done = listChanges(this.done) || 'nothing for certain';
    return new ForwardedError(
      `Half-done: ${done}; then it failed to ${what}. ${this.#howToGoOn}`,
      error,
    );
  }
}

/** Whether a failure is an answer, by which nothing has been changed. */
function hasAnswered(error: unknown): boolean {
  return ClusterError.is(error)
    ? error.kind !== 'unreachable'
    : isError(error) && ['ConflictError', 'InputError'].includes(error.name);
}
