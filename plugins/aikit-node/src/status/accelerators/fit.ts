import {
  PodRole,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedNode, ObservedPod } from '../observed/observed';
import { freeAccelerators, holdsDevices } from './capacity';
import { deviceWord } from './devices';
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

/** Pods of a role that find no node. */
interface Lack {
  demand: PodDemand;
  /** How many of them. */
  left: number;
  /** What is free on each node that they may use. */
  open: DeviceCounts[];
  /** What is free on each node that a selector or a taint keeps them from. */
  closed: DeviceCounts[];
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

/** `It fits us-east: it needs 24 nvidia.com/gpu, 26 are free for it.` */
function describeRoom(
  cluster: string,
  counts: { needed: DeviceCounts; free: DeviceCounts; held: DeviceCounts },
): string {
  const facts = Object.entries(counts.needed).map(([resource, needed]) => {
    const free = counts.free[resource] ?? 0;
    const held = counts.held[resource] ?? 0;
    return [
      `it needs ${needed} ${resource}`,
      `${free} ${free === 1 ? 'is' : 'are'} free for it`,
      ...(held > 0 ? [`with the ${held} that it holds now`] : []),
    ].join(', ');
  });
  return `It fits ${cluster}: ${facts.join('; ')}.`;
}

/** What is missing, and what to do about it. */
function describeLack(cluster: string, lack: Lack): string {
  const { demand, left, open, closed } = lack;
  const { role, accelerators } = demand;
  const resources = Object.keys(accelerators);
  const needs = resources
    .map(resource => `${accelerators[resource]} ${resource}`)
    .join(' and ');
  const facts = resources.map(resource => describeFree(resource, open));
  const away = resources.reduce((sum, key) => sum + countOf(key, closed), 0);
  const keptFrom =
    away > 0
      ? `, and ${away} on nodes that a node selector or a taint keeps it from`
      : '';
  return [
    `${left} ${role}${left === 1 ? '' : 's'} cannot be placed:`,
    `${left === 1 ? 'it' : 'each'} needs ${needs};`,
    `${cluster} has ${facts.join(' and ')}${keptFrom}.`,
    `Free ${deviceWord(
      resources[0],
    )}, ask for fewer, or choose another cluster.`,
  ].join(' ');
}

function describeFree(resource: string, places: DeviceCounts[]): string {
  const most = Math.max(0, ...places.map(free => free[resource] ?? 0));
  return most === 0
    ? `no ${resource} free for it`
    : `${countOf(resource, places)} free, at most ${most} on one node`;
}

function countOf(resource: string, places: DeviceCounts[]): number {
  return places.reduce((sum, free) => sum + (free[resource] ?? 0), 0);
}
