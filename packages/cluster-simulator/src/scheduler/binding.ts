import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { NODES, PODS } from '../objects/resourceTypes';
import { ObjectKey } from '../objects/types';
import { timestamp } from '../runtime/clock';

const COPIED_LABEL = /^topology\.kubernetes\.io\/(zone|region)$/;

/**
 * What the `binding` subresource of a pod does: the pod gets its node, that
 * node's topology labels (since 1.35), and the condition, in one write. Its
 * generation stays.
 *
 * @throws ApiError 404, or 409 when the pod has a node
 */
export function bindPod(api: ObjectApi, key: ObjectKey, nodeName: string): Pod {
  const pod = api.get(PODS, key);
  const { name } = pod.metadata;
  if (pod.spec.nodeName) {
    throw new ApiError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on pods/binding "${name}": pod ${name} is already assigned to node "${pod.spec.nodeName}"`,
      { name, kind: 'pods/binding' },
    );
  }
  const node = api.store.get(NODES, undefined, nodeName);
  const copied = Object.entries(node?.metadata.labels ?? {}).filter(([label]) =>
    COPIED_LABEL.test(label),
  );
  const labels = { ...pod.metadata.labels, ...Object.fromEntries(copied) };
  const conditions = withCondition(
    pod.status?.conditions,
    { type: 'PodScheduled', status: 'True' },
    timestamp(api.clock.now()),
  );
  return api.store.put(PODS, {
    ...pod,
    metadata: { ...pod.metadata, ...(copied.length > 0 && { labels }) },
    spec: { ...pod.spec, nodeName },
    status: { ...pod.status, conditions },
  });
}
