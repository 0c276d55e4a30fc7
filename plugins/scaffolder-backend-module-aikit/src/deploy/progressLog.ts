import { Finding } from '@aikit-backstage/plugin-aikit-common';
import { Clock } from '../clock/clock';

/**
 * How long a problem with looking at the workload stays unsaid: the picture of
 * the cluster is always a moment behind the submission.
 */
const QUIET_MS = 3_000;

/** Writes a line only when it says something new. */
export class ProgressLog {
  private readonly report: (line: string) => void;
  private readonly clock: Clock;
  private readonly findings = new Set<string>();
  private last?: string;
  private problemSince?: number;

  constructor(options: { report: (line: string) => void; clock: Clock }) {
    this.report = options.report;
    this.clock = options.clock;
  }

  progress(line: string): void {
    this.problemSince = undefined;
    this.write(line);
  }

  /** Says a finding the first time it comes up, whatever it is about. */
  finding({ code, severity, message, remedy }: Finding): void {
    if (severity !== 'info' && !this.findings.has(code)) {
      this.findings.add(code);
      this.report(`${severity}: ${message} ${remedy}`);
    }
  }

  problem(line: string | undefined): void {
    const now = this.clock.now();
    this.problemSince ??= now;
    if (line && now - this.problemSince >= QUIET_MS) {
      this.write(line);
    }
  }

  private write(line: string): void {
    if (line !== this.last) {
      this.last = line;
      this.report(line);
    }
  }
}
