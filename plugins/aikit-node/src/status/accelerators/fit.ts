import {
  PodRole,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedNode, ObservedPod } from '../observed/observed';
import { freeAccelerators, holdsDevices } from './capacity';
import { describeLack, describeRoom, Lack } from './fitWords';
import { NodeChoice, nodeFilter } from './nodeChoice';

/**
 * Pods of one role that a workload asks for.
 *
 * @public
 */
export interface PodDemand extends NodeChoice {
  role: PodRole;
  count: number;
  /** Effective request of one pod, by accelerator resource. */
  accelerators: Record<string, number>;
}

/**
 * Whether a workload's pods would find nodes, in words.
 *
 * @public
 */
export interface AcceleratorFit {
  fits: boolean;
  /** With what to do when it does not fit. */
  message: string;
}

/**
 * Whether a cluster has room for the accelerators of a workload.
 *
 * Looked at are accelerators, node selectors and taints; memory, affinity and
 * topology are left to the scheduler. The greatest pods are placed first, each
 * where it leaves the least behind: for requests that are multiples of each
 * other this finds a place whenever there is one.
 *
 * @param nodes - all nodes of the cluster
 * @param pods - all pods of the cluster, of whatever workload
 * @param own - pods that run for this workload: they make room for it
 * @public
 */
export function fitAccelerators({
  cluster,
  own = [],
  ...options
}: {
  cluster: string;
  demands: readonly PodDemand[];
  nodes: Iterable<ObservedNode>;
  pods: Iterable<ObservedPod>;
  own?: readonly ObservedPod[];
}): AcceleratorFit {
  const demands = options.demands
    .filter(({ count, accelerators }) => count > 0 && size(accelerators) > 0)
    .sort((a, b) => size(b.accelerators) - size(a.accelerators));
  if (demands.length === 0) {
    return { fits: true, message: 'It needs no accelerators.' };
  }
  const nodes = [...options.nodes];
  const mayUse = nodeFilter(nodes);
  const ownUids = new Set(own.map(({ uid }) => uid));
  const free = freeAccelerators(
    nodes,
    [...options.pods].filter(({ uid }) => !ownUids.has(uid)),
  );
  const remaining = Object.fromEntries(
    Object.entries(free).map(([name, counts]) => [name, { ...counts }]),
  );
  const usable = nodes.filter(({ name }) => Object.hasOwn(free, name));

  const lacks = demands.flatMap((demand): Lack[] => {
    const open = usable.filter(node => mayUse(demand, node));
    const left = place(
      demand,
      open.map(({ name }) => remaining[name]),
    );
    const closed = usable.filter(node => !open.includes(node));
    return left === 0
      ? []
      : [
          {
            demand,
            left,
            open: open.map(({ name }) => free[name]),
            closed: closed.map(({ name }) => free[name]),
          },
        ];
  });
  return lacks.length === 0
    ? {
        fits: true,
        message: describeRoom(cluster, {
          needed: total(demands),
          free: total(
            usable
              .filter(node => demands.some(demand => mayUse(demand, node)))
              .map(({ name }) => ({ accelerators: free[name] })),
          ),
          held: total(own.filter(holdsDevices)),
        }),
      }
    : {
        fits: false,
        message: lacks.map(lack => describeLack(cluster, lack)).join(' '),
      };
}

function size(counts: DeviceCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function total(
  some: readonly { accelerators: DeviceCounts; count?: number }[],
): DeviceCounts {
  return some.reduce<DeviceCounts>(
    (sum, { accelerators, count = 1 }) => addCounts(sum, accelerators, count),
    {},
  );
}

/** Takes devices from places; returns how many pods found none. */
function place(
  { count, accelerators }: PodDemand,
  places: DeviceCounts[],
): number {
  const needs = Object.entries(accelerators).filter(([, need]) => need > 0);
  let left = count;
  for (const free of places.sort((a, b) => size(a) - size(b))) {
    const room = needs.map(([resource, need]) =>
      Math.floor((free[resource] ?? 0) / need),
    );
    const placed = Math.min(left, ...room);
    for (const [resource, need] of needs) {
      free[resource] = (free[resource] ?? 0) - need * placed;
    }
    left -= placed;
  }
  return left;
}
