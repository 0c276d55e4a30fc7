import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { Pod, StatefulSet } from '../objects/kinds';
import { NewObject } from '../objects/types';
import { LeaderScale } from './rollout';
import {
  annotationOf,
  labelOf,
  LeaderWorkerSet,
  lwsKeys,
  ownedMeta,
  revisionOf,
} from './types';

type Strings = Record<string, string>;
type NewStatefulSet = NewObject<StatefulSet> & Pick<StatefulSet, 'spec'>;

function withMetadata(
  { metadata, spec }: IPodTemplateSpec,
  labels: Strings,
  annotations: Strings,
): IPodTemplateSpec {
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, ...labels },
      annotations: { ...metadata?.annotations, ...annotations },
    },
    spec,
  };
}

/** What pods are told of their LeaderWorkerSet by annotations. */
function commonAnnotations(lws: LeaderWorkerSet) {
  const { size, subGroupPolicy } = lws.spec.leaderWorkerTemplate;
  const subTopology = 'subgroup-exclusive-topology';
  return {
    size: `${size}`,
    'subgroup-size': subGroupPolicy && `${subGroupPolicy.subGroupSize}`,
    'exclusive-topology': annotationOf(lws, 'exclusive-topology'),
    [subTopology]: annotationOf(lws, subTopology),
  };
}

/** The StatefulSet of the leaders. @param revision - its key */
export function leadersOf(
  lws: LeaderWorkerSet,
  revision: string,
  { partition, replicas }: LeaderScale,
): NewStatefulSet {
  const { name } = lws.metadata;
  const { leaderWorkerTemplate: template, networkConfig } = lws.spec;
  const { subdomainPolicy } = networkConfig;
  const labels = lwsKeys({ name, 'template-revision-hash': revision });
  const matchLabels = lwsKeys({ name, 'worker-index': '0' });
  const podAnnotations = lwsKeys({
    ...commonAnnotations(lws),
    'subgroup-policy-type': template.subGroupPolicy?.subGroupPolicyType,
    ...(subdomainPolicy === 'UniquePerReplica' && { subdomainPolicy }),
  });
  const annotations = lwsKeys({ replicas: `${lws.spec.replicas}` });
  return {
    metadata: { ...ownedMeta(lws, labels), annotations },
    spec: {
      serviceName: name,
      replicas,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
      selector: { matchLabels },
      template: withMetadata(
        template.leaderTemplate ?? template.workerTemplate,
        { ...labels, ...matchLabels },
        podAnnotations,
      ),
    },
  };
}

/**
 * The StatefulSet of a leader's workers.
 *
 * @param template - of the revision that the leader has
 * @param nodeSelector - the topology that the group has to itself
 */
export function workersOf(
  leader: Pod,
  lws: LeaderWorkerSet,
  template: IPodTemplateSpec,
  nodeSelector: Strings | undefined,
): NewStatefulSet {
  const { name } = lws.metadata;
  const { leaderWorkerTemplate, networkConfig } = lws.spec;
  const isShared = networkConfig.subdomainPolicy === 'Shared';
  const matchLabels = lwsKeys({
    name,
    'group-index': labelOf(leader, 'group-index'),
    'group-key': labelOf(leader, 'group-key'),
  });
  const key = lwsKeys({ 'template-revision-hash': revisionOf(leader) });
  const labels = { ...matchLabels, ...key };
  const podAnnotations = lwsKeys({
    ...commonAnnotations(lws),
    'leader-name': leader.metadata.name,
  });
  const { metadata, spec } = template;
  const placed = nodeSelector && {
    nodeSelector: { ...spec?.nodeSelector, ...nodeSelector },
  };
  return {
    metadata: ownedMeta(leader, labels),
    spec: {
      serviceName: isShared ? name : leader.metadata.name,
      replicas: leaderWorkerTemplate.size - 1,
      podManagementPolicy: 'Parallel',
      ordinals: { start: 1 },
      selector: { matchLabels },
      template: withMetadata(
        { metadata, spec: { ...spec!, ...placed } },
        labels,
        podAnnotations,
      ),
    },
  };
}
