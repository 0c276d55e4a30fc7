import { Clock } from '@aikit-backstage/plugin-aikit-node';
import {
  Finding,
  GroupStatus,
  PodStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

const BAR_WIDTH = 10;
const GROUPS_SHOWN = 2;
const PHRASES_SHOWN = 2;

/**
 * A workload's progress in one line:
 * `[####------] 4/10 pods ready · 12/24 GPUs allocated · group 1: 3 pulling image`.
 */
export function progressLine(workload: WorkloadStatus): string {
  return [
    `${bar(workload.pods)} ${workload.pods.ready}/${
      workload.pods.desired
    } pods ready`,
    ...workload.accelerators.map(
      ({ resource, allocated, requested }, _, { length }) =>
        `${allocated}/${requested} ${unit(resource, length)} allocated`,
    ),
    ...waitingFor(workload),
  ].join(' · ');
}

/** What is not ready yet, in a few words for each of the first groups. */
export function waitingFor(workload: WorkloadStatus): string[] {
  const waiting = workload.groups.items.filter(
    ({ state }) => state !== 'ready',
  );
  if (workload.mode === 'standard') {
    // A group is one pod there, and its index says nothing.
    const phrases = countPhrases(waiting.flatMap(podsNotReady));
    return phrases ? [phrases] : [];
  }
  const shown = waiting
    .slice(0, GROUPS_SHOWN)
    .map(
      group =>
        `group ${group.index}: ${
          countPhrases(podsNotReady(group)) || group.message
        }`,
    );
  const more = waiting.length - shown.length;
  return more > 0
    ? [...shown, `${more} more ${more === 1 ? 'group' : 'groups'} not ready`]
    : shown;
}

function bar({ ready, desired }: { ready: number; desired: number }): string {
  const share = desired > 0 ? Math.min(ready / desired, 1) : 1;
  const full = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
}

function unit(resource: string, resources: number): string {
  return resources === 1 && resource.endsWith('/gpu') ? 'GPUs' : resource;
}

function podsNotReady({ leader, workers }: GroupStatus): PodStatus[] {
  return [leader, ...workers].filter(({ ready }) => !ready);
}

function countPhrases(pods: PodStatus[]): string {
  const counts = new Map<string, number>();
  for (const { reason, state } of pods) {
    const phrase = reason ?? state;
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, PHRASES_SHOWN)
    .map(([phrase, count]) => `${count} ${phrase}`)
    .join(', ');
}

/**
 * A duration in words for a log: `45 s`, `2 min 10 s`, `1 h 5 min`.
 *
 * @param ms - milliseconds
 */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, min, s] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const parts = h > 0 ? [`${h} h`, `${min} min`] : [`${min} min`, `${s} s`];
  return parts.filter(part => !part.startsWith('0 ')).join(' ') || '0 s';
}

/**
 * A problem with looking at the workload is reported once it has lasted this
 * long: the mirror is always a moment behind the submission.
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

  /** The workload was seen, and this is how far it is. */
  progress(line: string): void {
    this.problemSince = undefined;
    this.write(line);
  }

  /** Reports a finding the first time there is one of its code. */
  finding({ code, severity, message, remedy }: Finding): void {
    if (severity !== 'info' && !this.findings.has(code)) {
      this.findings.add(code);
      this.report(`${severity}: ${message} ${remedy}`);
    }
  }

  /** The workload was not seen, or not as it was submitted. */
  problem(line: string | undefined): void {
    const now = this.clock.now().elapsed;
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
