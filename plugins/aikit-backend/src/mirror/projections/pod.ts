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
  const pod: ObservedPod = Object.assign(meta, {
    kind: 'Pod' as const,
    phase: status.phase ?? 'Unknown',
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
  });
  if (spec.nodeName) {
    pod.nodeName = spec.nodeName;
  }
  Object.assign(pod, explanation(status));
  return pod;
}

function containers(
  specs: RawContainer[] = [],
  statuses: RawContainerStatus[] = [],
  typeOf: (spec: RawContainer) => ObservedContainer['type'],
): ObservedContainer[] {
  return specs.map(spec => {
    const status = statuses.find(({ name }) => name === spec.name);
    const container: ObservedContainer = {
      name: spec.name,
      type: typeOf(spec),
      image: shortened(spec.image ?? ''),
      state: 'unknown',
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
    };
    setState(container, status?.state);
    const last = status?.lastState?.terminated;
    if (last) {
      container.lastTermination = {
        reason: shortened(last.reason ?? ''),
        exitCode: last.exitCode,
        ...(last.message && { message: shortened(last.message) }),
        ...(last.finishedAt && { finishedAt: last.finishedAt }),
      };
    }
    return container;
  });
}

function setState(
  container: ObservedContainer,
  {
    waiting,
    running,
    terminated,
  }: NonNullable<RawContainerStatus['state']> = {},
) {
  if (running) {
    container.state = 'running';
    if (running.startedAt) {
      container.since = running.startedAt;
    }
  } else if (terminated) {
    container.state = 'terminated';
    container.exitCode = terminated.exitCode;
    if (terminated.finishedAt) {
      container.since = terminated.finishedAt;
    }
    Object.assign(container, explanation(terminated));
  } else if (waiting) {
    container.state = 'waiting';
    Object.assign(container, explanation(waiting));
  }
}

function explanation({
  reason,
  message,
}: {
  reason?: string;
  message?: string;
}): Pick<ObservedContainer, 'reason' | 'message'> {
  return {
    ...(reason && { reason: shortened(reason) }),
    ...(message && { message: shortened(message) }),
  };
}
