import { ClusterAppConfig, toAppConfig } from './appConfig';
import { NodeOptions } from '@aikit-backstage/cluster-simulator';
import { ControlPlane, startControlPlane } from './control-plane';

/** The namespaces of the example teams; `default` is there as well. */
export const DEVELOPMENT_NAMESPACES = ['team-search', 'team-chat'];

function gpuNode(name: string, zone: string, gpus: number): NodeOptions {
  return {
    name,
    labels: {
      'node.kubernetes.io/instance-type': 'g5.4xlarge',
      'topology.kubernetes.io/region': 'us-east-1',
      'topology.kubernetes.io/zone': zone,
      // As NVIDIA's GPU feature discovery sets them; memory in MiB.
      'nvidia.com/gpu.product': 'NVIDIA-A10G',
      'nvidia.com/gpu.count': String(gpus),
      'nvidia.com/gpu.memory': '23028',
    },
    capacity: { cpu: 64, memory: '512Gi', pods: 110, 'nvidia.com/gpu': gpus },
  };
}

/** Two GPU nodes with 12 GPUs together, and one without any. */
export const DEVELOPMENT_NODES: NodeOptions[] = [
  gpuNode('gpu-a1', 'us-east-1a', 8),
  gpuNode('gpu-a2', 'us-east-1b', 4),
  {
    name: 'cpu-1',
    labels: {
      'node.kubernetes.io/instance-type': 'm6i.4xlarge',
      'topology.kubernetes.io/region': 'us-east-1',
      'topology.kubernetes.io/zone': 'us-east-1a',
    },
    capacity: { cpu: 16, memory: '64Gi', pods: 110 },
  },
];

/** A control plane with nodes and namespaces, and the portal's way to it. */
export interface DevelopmentCluster {
  controlPlane: ControlPlane;
  appConfig: ClusterAppConfig;
}

/**
 * Starts the cluster that a developer's portal shows. Pods take their time, as
 * on a real kubelet. The portal gets the account of `docs/rbac.yaml`.
 *
 * @param name - the cluster's name in Backstage.
 */
export async function startDevelopmentCluster(
  name = 'us-east',
): Promise<DevelopmentCluster> {
  const controlPlane = await startControlPlane({ podStages: 'general' });
  try {
    await controlPlane.apply(
      DEVELOPMENT_NAMESPACES.map(namespace => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      })),
    );
    await controlPlane.addNodes(DEVELOPMENT_NODES);
    const { token } = await controlPlane.suiteAccount();
    return { controlPlane, appConfig: toAppConfig(name, controlPlane, token) };
  } catch (error) {
    await controlPlane.stop();
    throw error;
  }
}
