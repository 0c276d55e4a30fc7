import { deviceWord } from './devices';
import { DeviceCounts } from '@aikit-backstage/plugin-aikit-common';
import type { PodDemand } from './fit';

/** Pods of a role that find no node. */
export interface Lack {
  demand: PodDemand;
  /** How many of them. */
  left: number;
  /** What is free on each node that they may use. */
  open: DeviceCounts[];
  /** What is free on each node that a selector or a taint keeps them from. */
  closed: DeviceCounts[];
}

/** `It fits us-east: it needs 24 nvidia.com/gpu, 26 are free for it.` */
export function describeRoom(
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
export function describeLack(cluster: string, lack: Lack): string {
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
