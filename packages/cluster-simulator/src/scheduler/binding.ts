import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { NODES, PODS } from '../objects/resourceTypes';
import { ObjectKey } from '../objects/types';
import { timestamp } from '../runtime/clock';

const COPIED_LABELS = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

/**
 * What the `binding` subresource of a pod does: the pod gets its node, that
 * node's topology labels (since 1.35), and the condition, in one write. Its
 * generation stays.
 *
 * @throws ApiError 404; 409 when the pod has a node, ends, or has gates
 */
export function bindPod(api: ObjectApi, key: ObjectKey, nodeName: string): Pod {
  const pod = api.get(PODS, key);
  const { name, labels, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) {
    throw refused(
      name,
      `pod ${name} is being deleted, cannot be assigned to a host`,
    );
  }
  if (pod.spec.nodeName) {
    throw refused(
      name,
      `pod ${name} is already assigned to node "${pod.spec.nodeName}"`,
    );
  }
  if (pod.spec.schedulingGates?.length) {
    throw refused(name, `pod ${name} has non-empty .spec.schedulingGates`);
  }
  const copied = topologyLabels(api, nodeName);
  const conditions = withCondition(
    pod.status?.conditions,
    { type: 'PodScheduled', status: 'True' },
    timestamp(api.clock.now()),
  );
  return api.store.put(PODS, {
    ...pod,
    metadata: copied
      ? { ...pod.metadata, labels: { ...labels, ...copied } }
      : pod.metadata,
    spec: { ...pod.spec, nodeName },
    status: { phase: 'Pending', ...pod.status, conditions },
  });
}

function topologyLabels(
  api: ObjectApi,
  nodeName: string,
): Record<string, string> | undefined {
  const labels = api.store.get(NODES, undefined, nodeName)?.metadata.labels;
  const copied = COPIED_LABELS.filter(key => labels?.[key] !== undefined);
  return copied.length > 0
    ? Object.fromEntries(copied.map(key => [key, labels![key]]))
    : undefined;
}

function refused(name: string, why: string): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on pods/binding "${name}": ${why}`,
    { name, kind: 'pods/binding' },
  );
}
