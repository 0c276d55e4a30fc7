import { isError, isErrorWithName } from '@backstage/errors';
import { Finding } from '@aikit-backstage/plugin-aikit-common';
import { blocksProgress } from '@aikit-backstage/plugin-aikit-node';

/** Errors that would be the same if one asked again. */
const FINAL_ERRORS = ['InputError', 'AuthenticationError', 'NotAllowedError'];

/**
 * A new workload is found once the backend's mirror has seen it; after a
 * restart of the backend, once the mirror has listed the cluster.
 */
const NOT_FOUND_MS = 30_000;

/** The AIKit backend may need so long to restart. */
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

/**
 * How long a finding must block progress before the task gives up: a pod may be
 * unschedulable for a moment while the one before it ends.
 */
const HOLD_MS = 10_000;

/** Remembers since when each finding has blocked progress. */
export class BlockingFindings {
  // By code, not subject: the pods of a recreated group come and go.
  private readonly since = new Map<string, number>();

  /**
   * Takes in the present findings.
   *
   * @param now - milliseconds
   * @returns a finding that has blocked progress for too long, if any
   */
  observe(findings: Finding[], now: number): Finding | undefined {
    const blocking = findings.filter(({ code }) => blocksProgress(code));
    for (const code of this.since.keys()) {
      if (!blocking.some(finding => finding.code === code)) {
        this.since.delete(code);
      }
    }
    for (const { code } of blocking) {
      if (!this.since.has(code)) {
        this.since.set(code, now);
      }
    }
    return blocking.find(
      ({ code }) => now - (this.since.get(code) ?? now) >= HOLD_MS,
    );
  }
}
