import { createHash } from 'node:crypto';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { Pod } from '../objects/kinds';
import { annotationOf, isLeader, labelOf, lwsKey, lwsKeys } from './types';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/**
 * Gives a new pod of a LeaderWorkerSet its place: labels, subdomain, affinity
 * for exclusive topologies, and the environment of all its containers. TPU
 * variables are left out.
 */
export function placePod(pod: Pod): Pod {
  const { namespace = '', name, labels } = pod.metadata;
  const ordinal = Number(name.slice(name.lastIndexOf('-') + 1));
  const subGroup = subGroupOf(pod, ordinal);
  const added = {
    ...(isLeader(pod)
      ? { 'group-index': `${ordinal}`, 'group-key': sha1(namespace, name) }
      : { 'worker-index': `${ordinal}` }),
    ...(subGroup !== undefined && {
      'subgroup-index': subGroup,
      'subgroup-key': sha1(annotationOf(pod, 'leader-name') ?? name, subGroup),
    }),
  };
  const metadata = {
    ...pod.metadata,
    labels: { ...labels, ...lwsKeys(added) },
  };
  const isUnique = annotationOf(pod, 'subdomainPolicy') === 'UniquePerReplica';
  const spec = { ...pod.spec, ...(isUnique && { subdomain: name }) };
  let placed: Pod = { ...pod, metadata, spec };
  // Workers follow their leader by a node selector.
  if (isLeader(pod)) {
    placed = withOwnPlace(placed, 'group-key', 'exclusive-topology');
  }
  if (subGroup !== undefined) {
    placed = withOwnPlace(
      placed,
      'subgroup-key',
      'subgroup-exclusive-topology',
    );
  }
  return withEnvironment(placed);
}

/** Tells groups, and sub-groups, apart. */
function sha1(scope: string, name: string): string {
  return createHash('sha1').update(`${scope}/${name}`).digest('hex');
}

function subGroupOf(pod: Pod, ordinal: number): string | undefined {
  const size = Number(annotationOf(pod, 'subgroup-size'));
  if (!size) {
    return undefined;
  }
  if (isLeader(pod)) {
    const type = annotationOf(pod, 'subgroup-policy-type');
    return type === 'LeaderExcluded' ? undefined : '0';
  }
  // A leader that is one too many is part of the first sub-group.
  const isExtra = (Number(annotationOf(pod, 'size')) - 1) % size === 0;
  return `${Math.floor((ordinal - (isExtra ? 1 : 0)) / size)}`;
}

/**
 * Pods with the same value of a label go together, to where none is that has
 * another: as LWS asks the scheduler for it.
 *
 * @param annotation - has the node label that tells places apart; without it
 *   nothing changes
 */
function withOwnPlace(pod: Pod, label: string, annotation: string): Pod {
  const topologyKey = annotationOf(pod, annotation);
  if (topologyKey === undefined) {
    return pod;
  }
  const { affinity } = pod.spec;
  const key = lwsKey(label);
  const same = { key, operator: 'In', values: [labelOf(pod, label)!] };
  const withTerm = (
    given: { [REQUIRED]?: IPodAffinityTerm[] } | undefined,
    ...matchExpressions: (typeof same | { key: string; operator: string })[]
  ) => {
    const term = { labelSelector: { matchExpressions }, topologyKey };
    return { ...given, [REQUIRED]: [...(given?.[REQUIRED] ?? []), term] };
  };
  const podAffinity = withTerm(affinity?.podAffinity, same);
  const podAntiAffinity = withTerm(
    affinity?.podAntiAffinity,
    { key, operator: 'Exists' },
    { ...same, operator: 'NotIn' },
  );
  return {
    ...pod,
    spec: {
      ...pod.spec,
      affinity: { ...affinity, podAffinity, podAntiAffinity },
    },
  };
}

function withEnvironment(pod: Pod): Pod {
  const { containers, initContainers, subdomain = '' } = pod.spec;
  const leader = `${labelOf(pod, 'name')}-${labelOf(pod, 'group-index')}`;
  // They come first, so that the user's can refer to them.
  const variables = Object.entries({
    LWS_LEADER_ADDRESS: `${leader}.${subdomain}.${pod.metadata.namespace}`,
    LWS_GROUP_SIZE: annotationOf(pod, 'size'),
    LWS_WORKER_INDEX: labelOf(pod, 'worker-index'),
  }).map(([name, value]) => ({ name, value }));
  const isOwn = ({ name }: IEnvVar) =>
    variables.every(variable => variable.name !== name);
  const extended = (container: IContainer): IContainer => ({
    ...container,
    env: [...variables, ...(container.env ?? []).filter(isOwn)],
  });
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: containers.map(extended),
      ...(initContainers && { initContainers: initContainers.map(extended) }),
    },
  };
}
