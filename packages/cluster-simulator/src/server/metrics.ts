import { notFound } from '../api/apiError';
import { Pod } from '../objects/kinds';
import {
  apiVersionOf,
  NODES,
  PODS,
  ResourceType,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { timestamp } from '../runtime/clock';
import { Call, ServerParts } from './call';
import { listOptions } from './listOptions';
import { ContainerUsage } from './podRuntime';

function metricsType(kind: string, of: ResourceType): ResourceType {
  return {
    ...of,
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind,
    singular: '',
    shortNames: undefined,
    categories: undefined,
    subresources: [],
  };
}

const NODE_METRICS = metricsType('NodeMetrics', NODES as ResourceType);
const POD_METRICS = metricsType('PodMetrics', PODS as ResourceType);

/** The kinds that metrics-server adds to a cluster. */
export const METRICS_TYPES = [NODE_METRICS, POD_METRICS];

/** As metrics-server writes it: nanocores and kibibytes. */
function sum(usages: ContainerUsage[]) {
  const cpu = usages.reduce((total, usage) => total + usage.cpu, 0);
  const memory = usages.reduce((total, usage) => total + usage.memory, 0);
  return {
    cpu: `${Math.round(cpu * 1e9)}n`,
    memory: `${Math.round(memory / 1024)}Ki`,
  };
}

function podUsage({ pods }: ServerParts, pod: KubeObject) {
  const containers = pods?.usage(pod as Pod)?.map(usage => {
    return { name: usage.name, usage: sum([usage]) };
  });
  return containers && { containers };
}

/** What the containers on each node use. */
function usageByNode({ api, pods }: ServerParts) {
  const byNode = new Map<string, ContainerUsage[]>();
  for (const pod of api.store.list(PODS)) {
    const { nodeName = '' } = pod.spec;
    const usages = byNode.get(nodeName) ?? [];
    byNode.set(nodeName, usages);
    usages.push(...(pods?.usage(pod) ?? []));
  }
  return byNode;
}

function measure(parts: ServerParts, call: Call) {
  const { type, path } = call;
  const { matches } = listOptions(call);
  const ofNodes = type === NODE_METRICS;
  const of = (ofNodes ? NODES : PODS) as ResourceType;
  const byNode = ofNodes ? usageByNode(parts) : undefined;
  const time = timestamp(parts.api.clock.now());
  return parts.lists.sorted(of, path.namespace).flatMap(object => {
    const { name, namespace, labels } = object.metadata;
    if ((path.name && path.name !== name) || !matches(object)) {
      return [];
    }
    const usage = byNode
      ? { usage: sum(byNode.get(name) ?? []) }
      : podUsage(parts, object);
    return usage
      ? [
          {
            kind: type.kind,
            apiVersion: apiVersionOf(type),
            metadata: { name, namespace, creationTimestamp: time, labels },
            timestamp: time,
            window: '10s',
            ...usage,
          },
        ]
      : [];
  });
}

/** Answers `metrics.k8s.io`, as metrics-server does. @throws ApiError 404 */
export function getMetrics(parts: ServerParts, call: Call) {
  const { type, path, answer } = call;
  const items = measure(parts, call);
  if (path.name && items.length === 0) {
    const plural = type.kind.toLocaleLowerCase('en-US');
    const name = path.namespace ? `${path.namespace}/${path.name}` : path.name;
    throw notFound({ ...type, plural }, name);
  }
  const list = {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {},
    items,
  };
  answer.json(200, path.name ? items[0] : list);
}
