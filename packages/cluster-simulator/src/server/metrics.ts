import { notFound } from '../api/apiError';
import { timestamp } from '../api/clock';
import { ContainerUsage } from '../kubelet/containerRuntime';
import {
  apiVersionOf,
  NODES,
  PODS,
  ResourceType,
} from '../objects/resourceTypes';
import { Handler } from './call';
import { selected } from './reads';

/** The kinds that metrics-server adds to a cluster. */
export const METRICS_TYPES: ResourceType[] = [NODES, PODS].map(
  ({ kind, plural, namespaced }) => ({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind: `${kind}Metrics`,
    plural,
    singular: '',
    namespaced,
    subresources: [],
  }),
);

/** As metrics-server writes it: nanocores and kibibytes. */
function sum(usages: ContainerUsage[]) {
  const cpu = usages.reduce((total, usage) => total + usage.cpu, 0);
  const memory = usages.reduce((total, usage) => total + usage.memory, 0);
  return {
    cpu: `${Math.round(cpu * 1e9)}n`,
    memory: `${Math.round(memory / 1024)}Ki`,
  };
}

/** Answers `metrics.k8s.io`, as metrics-server does. @throws ApiError 404 */
export const getMetrics: Handler = ({ api, pods }, call) => {
  const { kind, namespaced } = call.type;
  const apiVersion = apiVersionOf(call.type);
  const time = timestamp(api.clock.now());
  const measured = (namespaced ? PODS : NODES) as ResourceType;
  const items = selected(api.store, { ...call, type: measured })
    .filter(({ metadata }) => !call.name || metadata.name === call.name)
    .flatMap<object>(({ metadata: { name, namespace, labels } }) => {
      const there = namespaced
        ? [api.get(PODS, { namespace, name })]
        : [...api.store.list(PODS)].filter(pod => pod.spec.nodeName === name);
      const usages = there.flatMap(pod => pods.usage(pod) ?? []);
      const containers = usages.map(usage => ({
        name: usage.name,
        usage: sum([usage]),
      }));
      const metadata = { name, namespace, labels, creationTimestamp: time };
      const head = { kind, apiVersion, metadata };
      const usage = namespaced ? { containers } : { usage: sum(usages) };
      // A pod in which nothing runs is not measured.
      return namespaced && containers.length === 0
        ? []
        : [{ ...head, timestamp: time, window: '10s', ...usage }];
    });
  if (call.name && items.length === 0) {
    throw notFound(call.type, call.name);
  }
  const list = { kind: `${kind}List`, apiVersion, metadata: {}, items };
  return [200, call.name ? items[0] : list];
};
