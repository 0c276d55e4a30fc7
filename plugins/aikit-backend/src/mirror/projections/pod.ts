import { effectiveAccelerators } from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedContainer,
  ObservedPod,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import {
  isMembershipLabel,
  LWS_NAME_LABEL,
  observedConditions,
  observedMeta,
  RawCondition,
  shortened,
} from './metadata';

interface RawTermination {
  exitCode: number;
  reason?: string;
  message?: string;
  finishedAt?: string | null;
}

interface RawContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string; message?: string };
    running?: { startedAt?: string | null };
    terminated?: RawTermination;
  };
  lastState?: { terminated?: RawTermination };
}

interface RawContainer {
  name: string;
  image?: string;
  restartPolicy?: string;
}

interface RawPod extends KubernetesObject {
  spec?: {
    nodeName?: string;
    containers?: RawContainer[];
    initContainers?: RawContainer[];
  };
  status?: {
    phase?: ObservedPod['phase'];
    reason?: string;
    message?: string;
    conditions?: RawCondition[];
    containerStatuses?: RawContainerStatus[];
    initContainerStatuses?: RawContainerStatus[];
  };
}

/**
 * What is kept of a pod; nothing of a pod that has no accelerator and can
 * belong to no workload.
 */
export function observedPod(object: KubernetesObject): ObservedPod | undefined {
  const { spec = {}, status = {} } = object as RawPod;
  const meta = observedMeta(object, isMembershipLabel);
  const accelerators = effectiveAccelerators(spec);
  if (
    Object.keys(accelerators).length === 0 &&
    meta.labels[LWS_NAME_LABEL] === undefined &&
    meta.owner?.kind !== 'ReplicaSet'
  ) {
    return undefined;
  }
  return {
    ...meta,
    kind: 'Pod',
    phase: status.phase ?? 'Unknown',
    ...(status.reason && { reason: status.reason }),
    ...(status.message && { message: shortened(status.message) }),
    ...(spec.nodeName && { nodeName: spec.nodeName }),
    conditions: observedConditions(status.conditions),
    containers: [
      ...containers(
        spec.initContainers,
        status.initContainerStatuses,
        ({ restartPolicy }) =>
          restartPolicy === 'Always' ? 'sidecar' : 'init',
      ),
      ...containers(spec.containers, status.containerStatuses, () => 'app'),
    ],
    accelerators,
  };
}

function containers(
  specs: RawContainer[] = [],
  statuses: RawContainerStatus[] = [],
  typeOf: (spec: RawContainer) => ObservedContainer['type'],
): ObservedContainer[] {
  const byName = new Map(statuses.map(status => [status.name, status]));
  return specs.map(spec => {
    const status = byName.get(spec.name);
    const last = status?.lastState?.terminated;
    return {
      name: spec.name,
      type: typeOf(spec),
      image: spec.image ?? '',
      ...containerState(status?.state),
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      ...(last && {
        lastTermination: {
          reason: last.reason ?? '',
          exitCode: last.exitCode,
          ...(last.message && { message: shortened(last.message) }),
          ...(last.finishedAt && { finishedAt: last.finishedAt }),
        },
      }),
    };
  });
}

type ContainerState = Pick<
  ObservedContainer,
  'state' | 'reason' | 'message' | 'exitCode' | 'since'
>;

function containerState(
  state: RawContainerStatus['state'] = {},
): ContainerState {
  const { waiting, running, terminated } = state;
  if (running) {
    return {
      state: 'running',
      ...(running.startedAt && { since: running.startedAt }),
    };
  }
  if (terminated) {
    return {
      state: 'terminated',
      ...explanation(terminated),
      exitCode: terminated.exitCode,
      ...(terminated.finishedAt && { since: terminated.finishedAt }),
    };
  }
  return waiting
    ? { state: 'waiting', ...explanation(waiting) }
    : { state: 'unknown' };
}

function explanation({
  reason,
  message,
}: {
  reason?: string;
  message?: string;
}): Pick<ObservedContainer, 'reason' | 'message'> {
  return {
    ...(reason && { reason }),
    ...(message && { message: shortened(message) }),
  };
}
