import { isDeepStrictEqual } from 'node:util';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { invalid } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { controllerRef } from '../controllers/pods';
import { ControllerRevision, Pod, StatefulSet } from '../objects/kinds';
import { STATEFUL_SETS } from '../objects/resourceTypes';
import { NewObject } from '../objects/types';
import { templateOf } from './revisions';
import { LeaderScale } from './rollingUpdate';
import { ANNOTATIONS, labelOf, LABELS, LeaderWorkerSet } from './types';

type Spec = StatefulSet['spec'];
type Claim = NonNullable<Spec['volumeClaimTemplates']>[number];
type NewStatefulSet = NewObject<StatefulSet> & { spec: Spec };
type Strings = Record<string, string>;

/** What pods are told of their LeaderWorkerSet by annotations. */
function podAnnotations({ metadata, spec }: LeaderWorkerSet): Strings {
  const { exclusiveTopology, subGroupExclusiveTopology } = ANNOTATIONS;
  const { size, subGroupPolicy: policy } = spec.leaderWorkerTemplate;
  const copied = policy
    ? [exclusiveTopology, subGroupExclusiveTopology]
    : [exclusiveTopology];
  const given = copied.flatMap(name => {
    const value = metadata.annotations?.[name];
    return value ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(given),
    [ANNOTATIONS.size]: `${size}`,
    ...(policy && { [ANNOTATIONS.subGroupSize]: `${policy.subGroupSize}` }),
  };
}

function leaderAnnotations(lws: LeaderWorkerSet): Strings {
  const { leaderWorkerTemplate, networkConfig } = lws.spec;
  const type = leaderWorkerTemplate.subGroupPolicy?.subGroupPolicyType;
  const { subdomainPolicy } = networkConfig;
  return {
    ...podAnnotations(lws),
    ...(type && { [ANNOTATIONS.subGroupPolicyType]: type }),
    ...(subdomainPolicy === 'UniquePerReplica' && {
      [ANNOTATIONS.subdomainPolicy]: subdomainPolicy,
    }),
  };
}

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

/** Of claims, LWS copies only this much. */
function volumeClaim(
  { metadata, spec }: Claim,
  namespace: string | undefined,
): Claim {
  const { accessModes, storageClassName, resources, volumeMode } = spec ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: metadata?.name, namespace },
    spec: {
      ...(accessModes && { accessModes }),
      ...(storageClassName && { storageClassName }),
      resources: resources ?? {},
      volumeMode: volumeMode ?? 'Filesystem',
    },
    status: { phase: 'Pending' },
  };
}

/** What leaders and workers have in common. */
function commonSpec({ metadata, spec }: LeaderWorkerSet) {
  const { volumeClaimTemplates = [], persistentVolumeClaimRetentionPolicy } =
    spec.leaderWorkerTemplate;
  const claims = volumeClaimTemplates.map(claim =>
    volumeClaim(claim, metadata.namespace),
  );
  return {
    podManagementPolicy: 'Parallel' as const,
    ...(claims.length > 0 && { volumeClaimTemplates: claims }),
    ...(persistentVolumeClaimRetentionPolicy && {
      persistentVolumeClaimRetentionPolicy,
    }),
  };
}

function leaders(
  lws: LeaderWorkerSet,
  revision: string,
  { partition, replicas }: LeaderScale,
): NewStatefulSet {
  const { namespace, name } = lws.metadata;
  const { leaderTemplate, workerTemplate } = lws.spec.leaderWorkerTemplate;
  const labels = { [LABELS.name]: name, [LABELS.revision]: revision };
  const selected = { [LABELS.name]: name, [LABELS.workerIndex]: '0' };
  return {
    metadata: {
      namespace,
      name,
      labels,
      annotations: { [ANNOTATIONS.replicas]: `${lws.spec.replicas}` },
      ownerReferences: [controllerRef(lws)],
    },
    spec: {
      ...commonSpec(lws),
      serviceName: name,
      replicas,
      selector: { matchLabels: selected },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
      template: withMetadata(
        leaderTemplate ?? workerTemplate,
        { ...labels, ...selected },
        leaderAnnotations(lws),
      ),
    },
  };
}

/**
 * Makes the leaders' StatefulSet, or brings it to what is wanted. What others
 * have set beside that stays, as with server-side apply.
 *
 * @throws ApiError 422 when it would change what may not be changed
 */
export function applyLeaders(
  api: ObjectApi,
  lws: LeaderWorkerSet,
  revision: string,
  scale: LeaderScale,
): StatefulSet {
  const wanted = leaders(lws, revision, scale);
  const { namespace, name } = lws.metadata;
  const current = api.store.get(STATEFUL_SETS, namespace, name);
  if (!current) {
    return api.create(STATEFUL_SETS, wanted);
  }
  const { metadata, spec } = current;
  if (!isDeepStrictEqual(fixedParts(spec), fixedParts(wanted.spec))) {
    const message =
      "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
    throw invalid(STATEFUL_SETS, name, [
      { reason: 'FieldValueForbidden', message, field: 'spec' },
    ]);
  }
  return api.update(STATEFUL_SETS, {
    ...current,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...wanted.metadata.labels },
      annotations: { ...metadata.annotations, ...wanted.metadata.annotations },
      ownerReferences: wanted.metadata.ownerReferences,
    },
    spec: { ...spec, ...wanted.spec },
  });
}

/** What of a StatefulSet stays as it was made. */
function fixedParts(spec: Spec) {
  const { selector, serviceName, podManagementPolicy } = spec;
  const claims = (spec.volumeClaimTemplates ?? []).map(claim =>
    volumeClaim(claim, undefined),
  );
  return { selector, serviceName, podManagementPolicy, claims };
}

/**
 * The StatefulSet of a leader's workers, from the revision that the leader has.
 *
 * @param nodeSelector - the topology that the group has to itself
 */
export function workersOf(
  leader: Pod,
  lws: LeaderWorkerSet,
  revision: ControllerRevision,
  nodeSelector?: Strings,
): NewStatefulSet {
  const { namespace, name } = leader.metadata;
  const { leaderWorkerTemplate, networkConfig } = lws.spec;
  const isShared = networkConfig.subdomainPolicy === 'Shared';
  const selected = {
    [LABELS.name]: lws.metadata.name,
    [LABELS.groupIndex]: labelOf(leader, 'groupIndex')!,
    [LABELS.groupKey]: labelOf(leader, 'groupKey')!,
  };
  const labels = {
    ...selected,
    [LABELS.revision]: labelOf(leader, 'revision')!,
  };
  const { workerTemplate } = templateOf(revision);
  const template = withMetadata(workerTemplate, labels, {
    ...podAnnotations(lws),
    [ANNOTATIONS.leaderName]: name,
  });
  return {
    metadata: {
      namespace,
      name,
      labels,
      ownerReferences: [controllerRef(leader)],
    },
    spec: {
      ...commonSpec(lws),
      serviceName: isShared ? lws.metadata.name : name,
      replicas: leaderWorkerTemplate.size - 1,
      ordinals: { start: 1 },
      selector: { matchLabels: selected },
      template: nodeSelector ? withNodes(template, nodeSelector) : template,
    },
  };
}

function withNodes(
  { metadata, spec }: IPodTemplateSpec,
  labels: Strings,
): IPodTemplateSpec {
  const nodeSelector = { ...spec?.nodeSelector, ...labels };
  return { metadata, spec: { ...spec!, nodeSelector } };
}
