import { Deployment, ReplicaSet } from '../objects/kinds';
import { NewObject } from '../objects/types';
import { scaledValue } from './intOrPercent';
import { controllerRef, wantedReplicas } from './pods';
import { POD_TEMPLATE_HASH, templateHash } from './templateHash';

const LONGEST_NAME = 253;
const PREFIX = 'deployment.kubernetes.io';
/** Annotation: the number of a rollout. */
export const REVISION = `${PREFIX}/revision`;
const REVISION_HISTORY = `${PREFIX}/revision-history`;
const DESIRED_REPLICAS = `${PREFIX}/desired-replicas`;
const MAX_REPLICAS = `${PREFIX}/max-replicas`;
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
];

export function isRolling({ spec }: Deployment): boolean {
  return spec.strategy?.type !== 'Recreate';
}

/** How many pods a rollout may add, and how many may be missing meanwhile. */
export function rollingLimits(deployment: Deployment): {
  maxSurge: number;
  maxUnavailable: number;
} {
  if (!isRolling(deployment)) {
    return { maxSurge: 0, maxUnavailable: 0 };
  }
  const wanted = wantedReplicas(deployment);
  const { maxSurge = '25%', maxUnavailable = '25%' } =
    deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, wanted, 'up');
  const unavailable = scaledValue(maxUnavailable, wanted, 'down');
  return {
    maxSurge: surge,
    // Of nothing more and nothing less, no rollout would ever come.
    maxUnavailable:
      surge === 0 && unavailable === 0
        ? Math.min(1, wanted)
        : Math.min(unavailable, wanted),
  };
}

/** The most pods that a Deployment may have. */
function mostReplicas(deployment: Deployment): number {
  return wantedReplicas(deployment) + rollingLimits(deployment).maxSurge;
}

/** How many pods the ReplicaSet of the current template may have now. */
export function rolloutSize(
  deployment: Deployment,
  existing: number,
  all: number,
): number {
  const wanted = wantedReplicas(deployment);
  if (!isRolling(deployment)) {
    return wanted;
  }
  const room = mostReplicas(deployment) - all;
  return room <= 0 ? existing : existing + Math.min(room, wanted - existing);
}

/** The number of the rollout that has made a ReplicaSet; 0 when unknown. */
export function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0;
}

/** Annotations by which a ReplicaSet knows the size of its Deployment. */
export function sizeAnnotations(deployment: Deployment) {
  return {
    [DESIRED_REPLICAS]: String(wantedReplicas(deployment)),
    [MAX_REPLICAS]: String(mostReplicas(deployment)),
  };
}

/** Annotations of the ReplicaSet of the current template. */
export function revisionAnnotations(
  { metadata }: Deployment,
  existing: Record<string, string> = {},
  revision: number,
): Record<string, string> {
  const copied = Object.entries(metadata.annotations ?? {}).filter(
    ([key]) => !NOT_COPIED.includes(key),
  );
  const annotations = { ...existing, ...Object.fromEntries(copied) };
  const earlier = existing[REVISION];
  if (Number(earlier ?? 0) >= revision) {
    return annotations;
  }
  const history = [existing[REVISION_HISTORY], earlier].filter(Boolean);
  return {
    ...annotations,
    [REVISION]: String(revision),
    ...(earlier && { [REVISION_HISTORY]: history.join(',') }),
  };
}

/** The size of the Deployment as a ReplicaSet knows it. */
export function desiredAnnotation({ metadata }: ReplicaSet) {
  const text = metadata.annotations?.[DESIRED_REPLICAS];
  return text === undefined ? undefined : Number(text);
}

/** The ReplicaSet of a Deployment's current template. */
export function newReplicaSet(
  deployment: Deployment,
  revision: number,
  replicas: number,
): NewObject<ReplicaSet> & { metadata: { name: string } } {
  const { metadata, spec, status } = deployment;
  const { template, selector } = spec;
  const hash = templateHash(template, status?.collisionCount);
  const prefix = metadata.name.slice(0, LONGEST_NAME - 1 - hash.length);
  const withHash = (labels: object = {}) => ({
    ...labels,
    [POD_TEMPLATE_HASH]: hash,
  });
  const labels = withHash(template.metadata?.labels);
  return {
    metadata: {
      name: `${prefix}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations: {
        ...revisionAnnotations(deployment, {}, revision),
        ...sizeAnnotations(deployment),
      },
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas,
      ...(spec.minReadySeconds !== undefined && {
        minReadySeconds: spec.minReadySeconds,
      }),
      selector: { ...selector, matchLabels: withHash(selector.matchLabels) },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}
