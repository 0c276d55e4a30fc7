import { ObservedContainer, ObservedPod } from '../observed/observed';

/**
 * What keeps a container from running.
 *
 * - `image`: its image cannot be had.
 * - `image-name`: its image's name is malformed.
 * - `configuration`: a Secret, a ConfigMap or a setting of it is wrong.
 * - `start`: the runtime cannot start it.
 * - `memory`: it was killed for using more memory than its limit.
 * - `crash`: its process has ended.
 */
export type TroubleKind =
  | 'image'
  | 'image-name'
  | 'configuration'
  | 'start'
  | 'memory'
  | 'crash';

export interface ContainerTrouble {
  kind: TroubleKind;
  container: ObservedContainer;
  /** A few words for a tile. */
  phrase: string;
}

const WAITING: Record<string, [TroubleKind, string]> = {
  ErrImagePull: ['image', 'image cannot be pulled'],
  ImagePullBackOff: ['image', 'image cannot be pulled'],
  ErrImageNeverPull: ['image', 'image cannot be pulled'],
  ImageInspectError: ['image', 'image cannot be pulled'],
  RegistryUnavailable: ['image', 'image cannot be pulled'],
  SignatureValidationFailed: ['image', 'image cannot be pulled'],
  InvalidImageName: ['image-name', 'invalid image name'],
  CreateContainerConfigError: ['configuration', 'configuration error'],
  CreateContainerError: ['start', 'container cannot start'],
  RunContainerError: ['start', 'container cannot start'],
  PreStartHookError: ['start', 'container cannot start'],
  PostStartHookError: ['start', 'container cannot start'],
};

const CANNOT_START = ['StartError', 'ContainerCannotRun'];

function afterEnd(
  reason: string | undefined,
  otherwise: string,
): [TroubleKind, string] {
  if (reason === 'OOMKilled') {
    return ['memory', 'out of memory'];
  }
  if (reason && CANNOT_START.includes(reason)) {
    return ['start', 'container cannot start'];
  }
  return ['crash', otherwise];
}

/** How long a container that keeps ending has to run to be believed again. */
export const CRASH_LOOP_MS = 60 * 1000;

/**
 * Whether a running container is between two crashes: it would be in and out
 * of trouble with each of its starts otherwise.
 */
function isBetweenCrashes(container: ObservedContainer, now: Date): boolean {
  const { state, ready, restarts, since, lastTermination } = container;
  return (
    state === 'running' &&
    !ready &&
    restarts >= 2 &&
    lastTermination !== undefined &&
    since !== undefined &&
    now.getTime() - Date.parse(since) < CRASH_LOOP_MS
  );
}

function judge(
  container: ObservedContainer,
  now: Date,
): [TroubleKind, string] | undefined {
  const { state, reason, exitCode, lastTermination, type } = container;
  if (isBetweenCrashes(container, now)) {
    return afterEnd(lastTermination?.reason, 'crash loop');
  }
  if (state === 'waiting' && reason === 'CrashLoopBackOff') {
    return afterEnd(lastTermination?.reason, 'crash loop');
  }
  if (state === 'waiting' && reason) {
    return Object.hasOwn(WAITING, reason) ? WAITING[reason] : undefined;
  }
  // An init container is meant to end, all others to run on.
  if (state === 'terminated' && !(type === 'init' && exitCode === 0)) {
    return afterEnd(
      reason,
      container.restarts > 0 ? 'crash loop' : `exited with code ${exitCode}`,
    );
  }
  return undefined;
}

/** What keeps the containers of a pod from running, in their order. */
export function containerTroubles(
  pod: ObservedPod,
  now: Date,
): ContainerTrouble[] {
  return pod.containers.flatMap(container => {
    const judged = judge(container, now);
    return judged ? [{ kind: judged[0], phrase: judged[1], container }] : [];
  });
}
