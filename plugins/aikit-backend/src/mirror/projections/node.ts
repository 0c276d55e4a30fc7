import { acceleratorsOf } from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { observedMeta, RawCondition } from './metadata';

interface RawNode extends KubernetesObject {
  spec?: {
    unschedulable?: boolean;
    taints?: { key: string; value?: string; effect: string }[];
  };
  status?: {
    conditions?: RawCondition[];
    allocatable?: Record<string, string>;
  };
}

/**
 * Labels that say which accelerators a node has, by the domain of those who
 * set them: GPU feature discovery and the cloud providers.
 */
const LABEL_PREFIXES = [
  'nvidia.com/',
  'amd.com/',
  'beta.amd.com/',
  'gpu.intel.com/',
  'habana.ai/',
  'huawei.com/',
  'cloud.google.com/gke-accelerator',
  'cloud.google.com/gke-tpu',
  'k8s.amazonaws.com/accelerator',
  'karpenter.k8s.aws/instance-gpu',
  'karpenter.k8s.aws/instance-accelerator',
];
const LABELS = new Set([
  'accelerator',
  'kubernetes.io/hostname',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone',
]);

export function observedNode(object: KubernetesObject): ObservedNode {
  const { spec, status } = object as RawNode;
  return {
    ...observedMeta(
      object,
      key =>
        LABELS.has(key) ||
        LABEL_PREFIXES.some(prefix => key.startsWith(prefix)),
    ),
    kind: 'Node',
    ready: (status?.conditions ?? []).some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    ),
    unschedulable: spec?.unschedulable ?? false,
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({
      key,
      ...(value && { value }),
      effect,
    })),
    accelerators: acceleratorsOf(status?.allocatable),
  };
}
