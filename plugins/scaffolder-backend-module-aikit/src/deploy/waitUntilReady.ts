import {
  DeployResponse,
  WorkloadResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { CustomErrorBase, isErrorWithName, toError } from '@backstage/errors';
import { Clock, pause } from '@aikit-backstage/plugin-aikit-node';
import { BlockingFindings, isFinal, Patience } from './patience';
import {
  formatDuration,
  progressLine,
  ProgressLog,
  waitingFor,
} from './progress';

/** The workload was submitted, and did not become ready. */
class WorkloadNotReadyError extends CustomErrorBase {
  name = 'WorkloadNotReadyError' as const;
}

/** The task was cancelled while it waited for the workload. */
export class WaitingCancelledError extends CustomErrorBase {
  name = 'WaitingCancelledError' as const;
}

/** The backend answers from memory, so a look costs the cluster nothing. */
const POLL_MS = 1_000;

export interface WaitOptions {
  submitted: Pick<
    DeployResponse,
    'kind' | 'name' | 'namespace' | 'cluster' | 'generation'
  >;
  entityRef: string;
  /** One look at the workload. */
  look(): Promise<WorkloadResponse>;
  /** Takes a line for the task's log. */
  report(line: string): void;
  timeoutMs: number;
  signal?: AbortSignal;
  clock: Clock;
}

export interface WaitResult {
  workload: WorkloadStatus;
  /** Milliseconds. */
  took: number;
}

/**
 * Waits until the submitted generation of a workload is ready (or idle, when
 * it is scaled to zero), and reports progress whenever it changes.
 *
 * @throws WorkloadNotReadyError when a finding says that it will not become
 * ready by itself, and when time is up; WaitingCancelledError when the signal
 * aborts; the backend's own error when it refuses to answer.
 */
export async function waitUntilReady(
  options: WaitOptions,
): Promise<WaitResult> {
  const { submitted, look, timeoutMs, signal, clock } = options;
  const now = () => clock.now().elapsed;
  const start = now();
  const patience = new Patience();
  const blocking = new BlockingFindings();
  const log = new ProgressLog(options);
  let latest: WorkloadResponse | undefined;

  for (;;) {
    throwIfCancelled(options);
    let problem: string | undefined;
    try {
      latest = await look();
      patience.reset();
      problem = whyNotJudged(latest, submitted.generation);
    } catch (error) {
      throwIfCancelled(options);
      if (isFinal(error)) {
        throw error;
      }
      problem = whyNotSeen(error, submitted, latest);
      if (!patience.lasts(error, now())) {
        throw notReady(options, problem, error);
      }
    }

    if (problem || !latest) {
      log.problem(problem);
    } else {
      const { workload } = latest;
      if (isReady(workload)) {
        return { workload, took: now() - start };
      }
      log.progress(progressLine(workload));
      workload.findings.slice(0, 1).forEach(found => log.finding(found));
      const finding = blocking.observe(workload.findings, now());
      if (finding) {
        throw notReady(options, `${finding.message} ${finding.remedy}`);
      }
    }

    const elapsed = now() - start;
    if (elapsed >= timeoutMs) {
      const reason = problem ?? whatIsMissing(latest);
      throw notReady(
        options,
        `Not ready after ${formatDuration(elapsed)}. ${reason}`,
      );
    }
    await pause(clock, Math.min(POLL_MS, timeoutMs - elapsed), signal);
  }
}

function isReady({ health }: WorkloadStatus): boolean {
  return health.state === 'healthy' || health.state === 'idle';
}

/** Why an answer says nothing about the submitted generation, if so. */
function whyNotJudged(
  { cluster, workload }: WorkloadResponse,
  generation: number,
): string | undefined {
  if (cluster.state !== 'live') {
    const seen = cluster.lastSeen ? `, last seen ${cluster.lastSeen}` : '';
    const error = cluster.error ? `: ${cluster.error}` : '';
    return `Cluster ${cluster.name} is ${cluster.state}${seen}${error}`;
  }
  if (workload.generation < generation) {
    return `${cluster.name} does not show the submitted change yet`;
  }
  return undefined;
}

function whyNotSeen(
  error: unknown,
  { kind, name, cluster }: WaitOptions['submitted'],
  latest: WorkloadResponse | undefined,
): string {
  if (isErrorWithName(error, 'NotFoundError')) {
    return latest
      ? `${kind} ${name} has gone from ${cluster}: somebody removed it, or the AIKit backend has just started`
      : `${kind} ${name} has not appeared in ${cluster} yet`;
  }
  return `The AIKit backend does not answer: ${toError(error).message}`;
}

function whatIsMissing(latest: WorkloadResponse | undefined): string {
  if (!latest) {
    return 'The AIKit backend has not answered.';
  }
  const { findings, health, groups } = latest.workload;
  if (findings.length > 0) {
    return `${findings[0].message} ${findings[0].remedy}`;
  }
  return [
    `${groups.ready} of ${groups.desired} groups ready`,
    ...waitingFor(latest.workload),
    health.message,
  ].join('; ');
}

function notReady(
  { submitted, entityRef }: WaitOptions,
  reason: string,
  cause?: unknown,
): WorkloadNotReadyError {
  return new WorkloadNotReadyError(
    `${submitted.kind} ${submitted.name}: ${reason}\n${howToGoOn(
      submitted,
      entityRef,
    )}`,
    cause,
  );
}

function throwIfCancelled({ signal, submitted, entityRef }: WaitOptions) {
  if (signal?.aborted) {
    throw new WaitingCancelledError(
      `Stopped waiting for ${submitted.kind} ${submitted.name}. ${howToGoOn(
        submitted,
        entityRef,
      )}`,
    );
  }
}

function howToGoOn(
  { cluster, namespace }: WaitOptions['submitted'],
  entityRef: string,
): string {
  return `It stays submitted in ${cluster}/${namespace}. See the card of ${entityRef}; run the template again to change it or to go on waiting, or remove it with aikit:remove.`;
}
