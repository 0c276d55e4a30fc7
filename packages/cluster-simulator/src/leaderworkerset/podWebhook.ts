import { createHash } from 'node:crypto';
import type { IContainer } from 'kubernetes-models/v1/Container';
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
  const added = lwsKeys({
    ...(isLeader(pod)
      ? { 'group-index': `${ordinal}`, 'group-key': sha1(namespace, name) }
      : { 'worker-index': `${ordinal}` }),
    ...(subGroup !== undefined && {
      'subgroup-index': subGroup,
      'subgroup-key': sha1(annotationOf(pod, 'leader-name') ?? name, subGroup),
    }),
  });
  const isUnique = annotationOf(pod, 'subdomainPolicy') === 'UniquePerReplica';
  const placed: Pod = {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...labels, ...added } },
    spec: { ...pod.spec, ...(isUnique && { subdomain: name }) },
  };
  // Workers follow their leader by a node selector.
  const inGroup = isLeader(pod)
    ? withOwnPlace(placed, 'group-key', 'exclusive-topology')
    : placed;
  const subTopology = 'subgroup-exclusive-topology';
  return withEnvironment(withOwnPlace(inGroup, 'subgroup-key', subTopology));
}

/** The unique key of a group or sub-group. */
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
 * Asks the scheduler, as LWS does, to put pods with the same value of a label
 * into one place, and no pods with another value there.
 *
 * @param annotation - has the node label that tells places apart; without it,
 *   or the label, nothing changes
 */
function withOwnPlace(pod: Pod, label: string, annotation: string): Pod {
  const topologyKey = annotationOf(pod, annotation);
  const value = labelOf(pod, label);
  if (topologyKey === undefined || value === undefined) {
    return pod;
  }
  const { affinity } = pod.spec;
  const key = lwsKey(label);
  const withTerm = (
    given: { [REQUIRED]?: IPodAffinityTerm[] } | undefined,
    ...matchExpressions: { key: string; operator: string; values?: string[] }[]
  ) => {
    const term = { labelSelector: { matchExpressions }, topologyKey };
    return { ...given, [REQUIRED]: [...(given?.[REQUIRED] ?? []), term] };
  };
  const same = { key, operator: 'In', values: [value] };
  const others = { ...same, operator: 'NotIn' };
  const any = { key, operator: 'Exists' };
  const added = {
    podAffinity: withTerm(affinity?.podAffinity, same),
    podAntiAffinity: withTerm(affinity?.podAntiAffinity, any, others),
  };
  return { ...pod, spec: { ...pod.spec, affinity: { ...affinity, ...added } } };
}

function withEnvironment(pod: Pod): Pod {
  const { containers, initContainers, subdomain = '' } = pod.spec;
  const leader = `${labelOf(pod, 'name')}-${labelOf(pod, 'group-index')}`;
  const own: Record<string, string | undefined> = {
    LWS_LEADER_ADDRESS: `${leader}.${subdomain}.${pod.metadata.namespace}`,
    LWS_GROUP_SIZE: annotationOf(pod, 'size'),
    LWS_WORKER_INDEX: labelOf(pod, 'worker-index'),
  };
  const extended = (container: IContainer): IContainer => ({
    ...container,
    env: [
      // First, so that the user's variables can refer to them.
      ...Object.entries(own).map(([name, value]) => ({ name, value })),
      ...(container.env ?? []).filter(({ name }) => !(name in own)),
    ],
  });
  const spec = { ...pod.spec, containers: containers.map(extended) };
  if (initContainers) {
    spec.initContainers = initContainers.map(extended);
  }
  return { ...pod, spec };
}
