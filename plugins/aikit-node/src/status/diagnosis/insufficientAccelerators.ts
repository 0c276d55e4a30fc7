import { isAccelerator } from '@aikit-backstage/plugin-aikit-common';
import { deviceWord } from '../accelerators/devices';
import { Rule, Sighting } from './rule';
import { Member, Situation, unplacedFor } from './situation';
import { about, countOf, groupBy, list } from './words';

/** No node has as many free devices as a pod asks for. */
export const insufficientAccelerators: Rule = {
  code: 'insufficient-accelerators',
  severity: 'warning',
  // Whoever holds the devices may free them.
  blocking: false,
  diagnose(situation) {
    const lacking = unplacedFor(situation, 'accelerators').map(
      ({ member, problem }) => ({
        member,
        resource: problem.lacking.find(isAccelerator) ?? '',
      }),
    );
    return groupBy(lacking, ({ resource }) => resource).map(some =>
      sightingOf(
        situation,
        some[0].resource,
        some.map(({ member }) => member),
      ),
    );
  },
};

function sightingOf(
  situation: Situation,
  resource: string,
  members: Member[],
): Sighting {
  const capacity = capacityOf(situation, resource);
  const { cluster } = situation.observation;
  const needs = needsOf(members, resource);
  return {
    ...about(members),
    message: `${countOf(
      members,
    )} cannot be placed: ${needs} ${resource}; ${cluster} ${available(
      capacity,
    )}.`,
    remedy: remedyFor(members, resource, capacity),
  };
}

interface Capacity {
  /** Free devices of usable nodes that have any. */
  free: number[];
  total: number;
  /** On nodes that are cordoned or not ready. */
  unusable: number;
}

function capacityOf({ observation }: Situation, resource: string): Capacity {
  const nodes = [...observation.nodes.values()];
  const count = (some: typeof nodes) =>
    some.reduce((sum, node) => sum + (node.accelerators[resource] ?? 0), 0);
  return {
    free: Object.values(observation.free)
      .map(free => free[resource] ?? 0)
      .filter(free => free > 0),
    total: count(nodes),
    unusable: count(nodes.filter(node => !observation.free[node.name])),
  };
}

function needsOf(members: Member[], resource: string): string {
  const needs = groupBy(
    members,
    ({ status, pod }) => `${status.role} ${pod.accelerators[resource]}`,
  ).map(([{ status, pod }]) => ({
    role: status.role,
    count: pod.accelerators[resource] ?? 0,
  }));
  if (needs.every(({ count }) => count === needs[0].count)) {
    return `${members.length === 1 ? 'it' : 'each'} needs ${needs[0].count}`;
  }
  return list(needs.map(({ role, count }) => `a ${role} needs ${count}`));
}

function available({ free, total, unusable }: Capacity): string {
  if (total === 0) {
    return 'has none';
  }
  const sum = free.reduce((a, b) => a + b, 0);
  const usable =
    sum === 0
      ? `has none of its ${total} free`
      : `has ${sum} free, at most ${Math.max(...free)} on one node`;
  return unusable > 0
    ? `${usable}, and ${unusable} on nodes that are cordoned or not ready`
    : usable;
}

function remedyFor(
  members: Member[],
  resource: string,
  capacity: Capacity,
): string {
  if (capacity.total === 0) {
    return `Choose a cluster that has ${resource}, or see that the device plugin runs on the nodes that should have it.`;
  }
  const word = deviceWord(resource);
  const smaller = smallerRequest(members, resource, capacity.free);
  return `${[
    `Free ${word}`,
    ...(capacity.unusable > 0 ? ['bring back the nodes that are away'] : []),
    ...(smaller
      ? [`lower ${word} per ${members[0].status.role} to ${smaller}`]
      : []),
    'or choose a cluster with more of them',
  ].join(', ')}.`;
}

/**
 * The greatest request below the present one with which all of the pods would
 * be placed; undefined when there is none, or when they do not ask alike.
 */
function smallerRequest(
  members: Member[],
  resource: string,
  free: number[],
): number | undefined {
  const [{ status, pod }] = members;
  const request = pod.accelerators[resource] ?? 0;
  const alike = members.every(
    other =>
      other.status.role === status.role &&
      other.pod.accelerators[resource] === request,
  );
  for (let smaller = request - 1; alike && smaller > 0; smaller -= 1) {
    const places = free.reduce(
      (sum, count) => sum + Math.floor(count / smaller),
      0,
    );
    if (places >= members.length) {
      return smaller;
    }
  }
  return undefined;
}
