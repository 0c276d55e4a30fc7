import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { Run } from './logs';

/** A container of a pod as its kubelet knows it; it changes. */
export interface ContainerState {
  readonly spec: IContainer;
  readonly kind: 'init' | 'sidecar' | 'app';
  phase:
    | 'waiting'
    | 'pulling'
    | 'pullFailed'
    | 'creating'
    | 'running'
    | 'ended';
  /** When the next thing happens, in milliseconds of a clock that never jumps. */
  due: number;
  /** When it was begun what is going on. */
  since: number;
  /** Failures to pull or to start it, one after the other. */
  failures: number;
  /** Runs that ended soon, one after the other. */
  crashes: number;
  /** As the pod reports it. */
  status: IContainerStatus;
  run?: Run;
  previousRun?: Run;
}

/** The states of a pod's containers, in the order in which they start. */
export function newContainers({
  initContainers = [],
  containers,
}: IPodSpec): ContainerState[] {
  const reason =
    initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const create =
    (isInit: boolean) =>
    (spec: IContainer): ContainerState => ({
      spec,
      kind: appOrInit(isInit, spec),
      phase: 'waiting',
      due: 0,
      since: 0,
      failures: 0,
      crashes: 0,
      status: {
        name: spec.name,
        state: { waiting: { reason } },
        lastState: {},
        ready: false,
        restartCount: 0,
        image: spec.image ?? '',
        imageID: '',
        started: false,
      },
    });
  return [
    ...initContainers.map(create(true)),
    ...containers.map(create(false)),
  ];
}

function appOrInit(isInit: boolean, spec: IContainer): ContainerState['kind'] {
  if (!isInit) {
    return 'app';
  }
  return spec.restartPolicy === 'Always' ? 'sidecar' : 'init';
}

/** Whether what comes after an init container or sidecar may start. */
export function letsOthersStart({ kind, status }: ContainerState): boolean {
  return kind === 'sidecar' ? !!status.started : hasSucceeded(status);
}

/** Whether a container has ended with exit code 0. */
export function hasSucceeded({ state }: IContainerStatus): boolean {
  return state?.terminated?.exitCode === 0;
}

/** Whether a container that has ended will be started again. */
export function restarts(
  { kind, status }: ContainerState,
  { restartPolicy = 'Always' }: IPodSpec,
): boolean {
  if (kind === 'sidecar') {
    return true;
  }
  const failed = !hasSucceeded(status);
  return kind === 'app' && restartPolicy === 'Always'
    ? true
    : failed && restartPolicy !== 'Never';
}
