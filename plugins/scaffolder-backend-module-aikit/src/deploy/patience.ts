import { isError, isErrorWithName } from '@backstage/errors';

/** Errors that asking again does not change. */
const FINAL_ERRORS = ['InputError', 'AuthenticationError', 'NotAllowedError'];

/**
 * A new workload is not found until the backend's mirror has seen it, nor
 * after a restart of the backend until the mirror has listed the cluster.
 */
const NOT_FOUND_MS = 30_000;

/** Time for the AIKit backend to start again. */
const NO_ANSWER_MS = 120_000;

/** Whether asking again would give the same error. */
export function isFinal(error: unknown): boolean {
  return isError(error) && FINAL_ERRORS.includes(error.name);
}

/** Decides which failed looks at a workload are worth another try. */
export class Patience {
  private failing?: { kind: 'not-found' | 'no-answer'; since: number };

  /** To be called after each look that succeeded. */
  reset(): void {
    this.failing = undefined;
  }

  /**
   * Whether to go on after a failed look.
   *
   * @param now - milliseconds
   */
  lasts(error: unknown, now: number): boolean {
    if (isFinal(error)) {
      return false;
    }
    const kind = isErrorWithName(error, 'NotFoundError')
      ? 'not-found'
      : 'no-answer';
    if (this.failing?.kind !== kind) {
      this.failing = { kind, since: now };
    }
    const limit = kind === 'not-found' ? NOT_FOUND_MS : NO_ANSWER_MS;
    return now - this.failing.since < limit;
  }
}
