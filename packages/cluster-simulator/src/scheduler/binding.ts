import { conflict } from '../api/apiError';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { NODES, PODS } from '../objects/resourceTypes';
import { ObjectKey } from '../objects/types';

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
  const { metadata, spec, status } = pod;
  if (spec.nodeName) {
    const why = `pod ${key.name} is already assigned to node "${spec.nodeName}"`;
    throw conflict({ group: '', plural: 'pods/binding' }, key.name, why);
  }
  const node = api.store.get(NODES, undefined, nodeName);
  const copied = Object.entries(node?.metadata.labels ?? {}).filter(([label]) =>
    COPIED_LABEL.test(label),
  );
  const labels = { ...metadata.labels, ...Object.fromEntries(copied) };
  const conditions = withCondition(
    status?.conditions,
    { type: 'PodScheduled', status: 'True' },
    timestamp(api.clock.now()),
  );
  return api.store.put(PODS, {
    ...pod,
    metadata: { ...metadata, ...(copied.length > 0 && { labels }) },
    spec: { ...spec, nodeName },
    status: { ...status, conditions },
  });
}
