import { FIELD_MANAGER, isMap } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';

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
  const { managedFields } = live.metadata as { managedFields?: unknown };
  return (
    Array.isArray(managedFields) &&
    managedFields.some(
      (entry: unknown) =>
        isMap(entry) &&
        entry.manager === FIELD_MANAGER &&
        entry.operation === 'Apply' &&
        isMap(entry.fieldsV1) &&
        isMap(entry.fieldsV1['f:spec']) &&
        'f:replicas' in entry.fieldsV1['f:spec'],
    )
  );
}
