import type { IMetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec';
import type { IMetricStatus } from 'kubernetes-models/autoscaling/v2/MetricStatus';
import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import { Pod } from '../objects/kinds';
import { podRequests } from '../scheduler/podRequests';
import type { PodRuntime } from '../server/podRuntime';
import { isPodReady } from './pods';

const TOLERANCE = 0.1;

/** How many replicas a metric asks for. */
export interface Proposal {
  replicas: number;
  /** As conditions and events name it. */
  metric: string;
  status: IMetricStatus;
}

/** A metric that cannot be computed; its message says why. */
export class MetricError extends Error {}

/**
 * Computes what a metric of pods' CPU or memory asks for.
 *
 * Source of the rules: `ReplicaCalculator` of the horizontal pod autoscaler.
 */
export function propose(
  metric: IMetricSpec,
  pods: Pod[],
  replicas: number,
  usage: PodRuntime['usage'],
): Proposal | MetricError {
  try {
    return compute(metric, pods, replicas, usage);
  } catch (error) {
    if (error instanceof MetricError) {
      return error;
    }
    throw error;
  }
}

function compute(
  { resource }: IMetricSpec,
  pods: Pod[],
  replicas: number,
  usage: PodRuntime['usage'],
): Proposal {
  if (!resource || !['cpu', 'memory'].includes(resource.name)) {
    throw new MetricError('unable to fetch metrics: no such metric');
  }
  const { name, target } = resource;
  const isCpu = name === 'cpu';
  // CPU in thousandths of a core, memory in bytes.
  const used = pods.filter(isPodReady).flatMap(pod => {
    const containers = usage(pod);
    return containers
      ? [
          {
            pod,
            amount: total(
              containers.map(c => (isCpu ? c.cpu * 1000 : c.memory)),
            ),
          },
        ]
      : [];
  });
  const kind =
    target.averageUtilization === undefined ? 'usage' : 'utilization';
  if (used.length === 0) {
    throw new MetricError(
      `failed to get ${name} ${kind}: unable to get metrics for resource ${name}: no metrics returned from resource metrics API`,
    );
  }
  const sum = total(used.map(({ amount }) => amount));
  const average = Math.round(sum / used.length);
  const averageValue = isCpu ? `${average}m` : String(average);
  const status = (current: object): IMetricStatus => ({
    type: 'Resource',
    resource: { name, current: { averageValue, ...current } },
  });
  if (target.averageUtilization === undefined) {
    const value = parseQuantity(target.averageValue ?? '0') ?? 0;
    return {
      replicas: scaled(
        average / (isCpu ? value * 1000 : value),
        used.length,
        replicas,
      ),
      metric: `${name} resource`,
      status: status({}),
    };
  }
  const requests = total(used.map(({ pod }) => requestOf(pod, name)));
  const averageUtilization = Math.floor((sum * 100) / requests);
  const ratio = averageUtilization / target.averageUtilization;
  return {
    replicas: scaled(ratio, used.length, replicas),
    metric: `${name} resource utilization (percentage of request)`,
    status: status({ averageUtilization }),
  };
}

function total(amounts: number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function scaled(ratio: number, measured: number, replicas: number): number {
  return Math.abs(ratio - 1) <= TOLERANCE
    ? replicas
    : Math.ceil(ratio * measured);
}

function requestOf({ spec, metadata }: Pod, resource: string): number {
  const without = spec.containers.find(
    ({ resources }) => resources?.requests?.[resource] === undefined,
  );
  if (without) {
    throw new MetricError(
      `failed to get ${resource} utilization: missing request for ${resource} in container ${without.name} of Pod ${metadata.name}`,
    );
  }
  return podRequests(spec).get(resource) ?? 0;
}
