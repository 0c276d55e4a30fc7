import { isDeepStrictEqual } from 'node:util';
import {
  isMap,
  Manifest,
  SUBMITTED_BY_ANNOTATION,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { isKind, isWorkload } from './kinds';
import { isOurs, managedFieldsOf } from './managedFields';
import { LiveObject } from './WorkloadObjects';

/** The desired replicas of a LeaderWorkerSet or Deployment. */
export function replicasOf(
  object: KubernetesObject | undefined,
): number | undefined {
  const spec = object?.spec;
  return isMap(spec) && typeof spec.replicas === 'number'
    ? spec.replicas
    : undefined;
}

/** The same object with other desired replicas. */
export function withReplicas(
  object: KubernetesObject,
  replicas: number,
): KubernetesObject {
  const spec = isMap(object.spec) ? object.spec : {};
  return { ...object, spec: { ...spec, replicas } };
}

/**
 * Whether the suite owns the replicas. Leaving out a field that one owns
 * removes it, and then the API server's default counts: one replica. So when an
 * autoscaler is switched on, the replicas that run go on being submitted until
 * the autoscaler has changed them for the first time, and with it owns them.
 *
 * Source of the rule: "Transferring ownership" in Kubernetes' documentation of
 * server-side apply.
 */
export function ownsReplicas(live: KubernetesObject): boolean {
  return managedFieldsOf(live).some(
    entry =>
      isOurs(entry) && 'f:replicas' in (entry.fieldsV1?.['f:spec'] ?? {}),
  );
}

/**
 * Labels by which the Deployment that is there selects its pods. The selector
 * of a Deployment cannot be changed, so a submission keeps it: that of one
 * which Helm installed has the release's name, and not the workload's.
 *
 * @returns nothing when there is none, or labels alone do not say it
 */
export function livePodSelector(
  live: LiveObject[],
): Record<string, string> | undefined {
  const deployment = live.find(({ kind }) => kind === 'Deployment');
  const { spec } = (deployment?.object ?? {}) as Partial<IDeployment>;
  const { matchLabels, matchExpressions = [] } = spec?.selector ?? {};
  return matchExpressions.length === 0 ? matchLabels : undefined;
}

/** Whether rendered objects have the Deployment select as it does already. */
export function selectsBy(
  manifests: readonly { kind: string; [field: string]: unknown }[],
  labels: Record<string, string>,
): boolean {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  const { spec } = (deployment ?? {}) as Partial<IDeployment>;
  return !spec || isDeepStrictEqual(spec.selector?.matchLabels, labels);
}

/** The manifests, of which the workload says who has submitted it. */
export function signed(
  manifests: Manifest[],
  submitter: string | undefined,
): Manifest[] {
  return manifests.map(manifest => {
    const { kind, metadata } = manifest;
    if (!submitter || !isKind(kind) || !isWorkload(kind)) {
      return manifest;
    }
    const annotations = {
      ...metadata.annotations,
      [SUBMITTED_BY_ANNOTATION]: submitter,
    };
    return { ...manifest, metadata: { ...metadata, annotations } };
  });
}

/** Images of all containers in manifests, each once. */
export function imagesOf(part: unknown): string[] {
  if (Array.isArray(part)) {
    return [...new Set(part.flatMap(imagesOf))];
  }
  if (!isMap(part)) {
    return [];
  }
  const { containers = [], initContainers = [], ...others } = part;
  const own = [containers, initContainers]
    .flat()
    .flatMap(container =>
      isMap(container) && typeof container.image === 'string'
        ? [container.image]
        : [],
    );
  return [...new Set([...own, ...Object.values(others).flatMap(imagesOf)])];
}
