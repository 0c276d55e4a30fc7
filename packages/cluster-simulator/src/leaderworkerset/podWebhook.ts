import { createHash } from 'node:crypto';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import { Pod } from '../objects/kinds';
import { withExclusiveTopology } from './exclusiveTopology';
import { ANNOTATIONS, isLeader, labelOf, LABELS } from './types';
import { denied, WEBHOOKS } from './webhookErrors';

/**
 * Gives a new pod of a LeaderWorkerSet its place: labels, subdomain, affinity
 * for exclusive topologies, and the environment of all its containers. TPU
 * variables are left out.
 *
 * @throws ApiError 403 when the pod does not come from LWS's StatefulSets
 */
export function admitPod(pod: Pod): Pod {
  const { annotations = {}, name } = pod.metadata;
  const { exclusiveTopology, subGroupExclusiveTopology } = ANNOTATIONS;
  const size = annotations[ANNOTATIONS.size];
  if (size === undefined) {
    throw denied(
      WEBHOOKS.mutatePod,
      `size annotation is unexpectedly missing for pod ${name}`,
    );
  }
  const placed = isLeader(pod)
    ? withExclusiveTopology(
        asLeader(pod),
        LABELS.groupKey,
        annotations[exclusiveTopology],
      )
    : withLabels(pod, { [LABELS.workerIndex]: `${ordinalOf(pod)}` });
  const index = subGroupIndex(placed, Number(size));
  if (index === undefined) {
    return withEnvironment(placed);
  }
  const leader = isLeader(pod) ? name : annotations[ANNOTATIONS.leaderName];
  const inSubGroup = withLabels(placed, {
    [LABELS.subGroupIndex]: `${index}`,
    [LABELS.subGroupKey]: uniqueKey(leader, `${index}`),
  });
  return withEnvironment(
    withExclusiveTopology(
      inSubGroup,
      LABELS.subGroupKey,
      annotations[subGroupExclusiveTopology],
    ),
  );
}

function withLabels(pod: Pod, labels: Record<string, string>): Pod {
  const { metadata } = pod;
  return {
    ...pod,
    metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
  };
}

function asLeader(pod: Pod): Pod {
  const { annotations = {}, namespace = '', name } = pod.metadata;
  const leader = withLabels(pod, {
    [LABELS.groupIndex]: labelOf(pod, 'groupIndex') ?? `${ordinalOf(pod)}`,
    [LABELS.groupKey]: labelOf(pod, 'groupKey') ?? uniqueKey(namespace, name),
  });
  return annotations[ANNOTATIONS.subdomainPolicy] === 'UniquePerReplica'
    ? { ...leader, spec: { ...pod.spec, subdomain: name } }
    : leader;
}

/** The number at the end of a pod's name. @throws ApiError 403 without one */
function ordinalOf({ metadata: { name } }: Pod): number {
  const ordinal = /-([0-9]+)$/.exec(name)?.[1];
  if (ordinal === undefined) {
    throw denied(WEBHOOKS.mutatePod, `parsing pod ordinal for pod ${name}`);
  }
  return Number(ordinal);
}

/** Tells groups, and sub-groups, apart. */
function uniqueKey(scope: string, name: string): string {
  return createHash('sha1').update(`${scope}/${name}`).digest('hex');
}

/** Undefined when a pod is in no sub-group, or already has its place. */
function subGroupIndex(pod: Pod, size: number): number | undefined {
  const { annotations = {} } = pod.metadata;
  const subGroupSize = Number(annotations[ANNOTATIONS.subGroupSize]);
  const excluded =
    annotations[ANNOTATIONS.subGroupPolicyType] === 'LeaderExcluded';
  if (!subGroupSize || labelOf(pod, 'subGroupIndex')) {
    return undefined;
  }
  if (isLeader(pod)) {
    return excluded ? undefined : 0;
  }
  // A leader that is one too many is part of the first sub-group.
  const shift = (size - 1) % subGroupSize === 0 ? 1 : 0;
  return Math.floor((ordinalOf(pod) - shift) / subGroupSize);
}

function withEnvironment(pod: Pod): Pod {
  const { namespace, annotations } = pod.metadata;
  const { containers, initContainers, subdomain = '' } = pod.spec;
  const leader = `${labelOf(pod, 'name')}-${labelOf(pod, 'groupIndex')}`;
  const address = `${leader}.${subdomain}.${namespace}`;
  // They come first, so that the user's can refer to them.
  const variables: IEnvVar[] = [
    { name: 'LWS_LEADER_ADDRESS', value: address },
    { name: 'LWS_GROUP_SIZE', value: annotations![ANNOTATIONS.size] },
    { name: 'LWS_WORKER_INDEX', value: labelOf(pod, 'workerIndex') },
  ];
  const extended = (container: IContainer) => ({
    ...container,
    env: firstOfEachName([...variables, ...(container.env ?? [])]),
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

function firstOfEachName(variables: IEnvVar[]): IEnvVar[] {
  const seen = new Set<string>();
  return variables.filter(({ name }) => !seen.has(name) && seen.add(name));
}
