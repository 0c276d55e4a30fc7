import type { INodeStatus } from 'kubernetes-models/v1/NodeStatus';
import { Node } from '../objects/kinds';

const HEALTHY = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  [
    'DiskPressure',
    'False',
    'KubeletHasNoDiskPressure',
    'kubelet has no disk pressure',
  ],
  [
    'PIDPressure',
    'False',
    'KubeletHasSufficientPID',
    'kubelet has sufficient PID available',
  ],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];
const DEFAULT_CAPACITY = { cpu: '64', memory: '256Gi', pods: '110' };
const VERSION = 'v1.36.3';

/**
 * What the kubelet of a node that is well reports of it.
 *
 * @param now - as Kubernetes writes a time
 */
export function healthyStatus(
  { metadata: { name, uid }, status = {} }: Node,
  ip: string,
  now: string,
): INodeStatus {
  const capacity = status.capacity ?? status.allocatable ?? DEFAULT_CAPACITY;
  return {
    addresses: [
      { type: 'InternalIP', address: ip },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: uid,
      containerRuntimeVersion: 'containerd://2.2.0',
      kernelVersion: '6.12.0',
      kubeProxyVersion: VERSION,
      kubeletVersion: VERSION,
      machineID: uid,
      operatingSystem: 'linux',
      osImage: 'Linux',
      systemUUID: uid,
    },
    ...status,
    capacity,
    allocatable: status.allocatable ?? capacity,
    conditions: HEALTHY.map(([type, itsStatus, reason, message]) => {
      const earlier = status.conditions?.find(other => other.type === type);
      const isSame = earlier?.status === itsStatus;
      return {
        type,
        status: itsStatus,
        lastHeartbeatTime: now,
        lastTransitionTime: isSame ? earlier.lastTransitionTime : now,
        reason,
        message,
      };
    }),
  };
}

/** What the control plane says of a node whose kubelet is silent. */
export function lostStatus({ status }: Node, now: string): INodeStatus {
  return {
    ...status,
    conditions: status?.conditions?.map(condition => ({
      ...condition,
      status: 'Unknown',
      lastTransitionTime: now,
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    })),
  };
}

export function isReady({ status }: Node): boolean {
  return !!status?.conditions?.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
