import { blocksProgress } from '@aikit-backstage/plugin-aikit-node';
import { Finding } from '@aikit-backstage/plugin-aikit-common';

/**
 * How long a finding that blocks progress must stay until the task believes
 * it: a pod may be unschedulable for a moment while its predecessor ends.
 */
const HOLD_MS = 10_000;

/** Remembers since when each blocking finding has been there. */
export class BlockingFindings {
  // By code, not subject: the pods of a recreated group come and go.
  private readonly since = new Map<string, number>();

  /**
   * Takes in the present findings.
   *
   * @param now - milliseconds
   * @returns the finding that has held things up for long enough, if any
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
