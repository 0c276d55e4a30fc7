import {
  catalogMetadata,
  KUBERNETES_ID_LABEL,
  MANAGED_BY,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { isWorkload, Kind } from '../deploy/kinds';
import {
  handedOver,
  managedFieldsOf,
  ourFields,
  ownedPart,
} from '../deploy/managedFields';

/** Whose the workload will be. */
export type Ownership = Pick<
  ReturnType<typeof catalogMetadata>,
  'entityId' | 'annotations'
>;

/** A live object as it will be when the installer's marks have gone. */
export function withoutMarks(object: KubernetesObject): KubernetesObject {
  const { labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(labels && { labels: withoutHelm(labels) }),
      ...(annotations && { annotations: withoutHelm(annotations) }),
    },
  };
}

function withoutHelm(map: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).filter(
      ([key]) => key !== 'helm.sh/chart' && !key.startsWith('meta.helm.sh/'),
    ),
  );
}

/**
 * A live object as the suite applies it to take it over: what the installer
 * set, as it is now, and of the object's own metadata whose it is. Nothing of
 * its specification changes, and so no pod does.
 */
export function adoptedObject(
  kind: Kind,
  live: KubernetesObject,
  { entityId, annotations }: Ownership,
): KubernetesObject {
  const { name, namespace } = live.metadata;
  const fields = ourFields(handedOver(managedFieldsOf(live), live.apiVersion));
  const isOwned = Object.keys(fields).length > 0;
  const { metadata, ...owned } = (isOwned ? ownedPart(live, fields) : {}) as {
    metadata?: KubernetesObject['metadata'];
  };
  const kept = {
    ...withoutHelm(metadata?.annotations),
    ...(isWorkload(kind) && annotations),
  };
  return {
    ...owned,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: {
      name,
      namespace,
      labels: {
        ...withoutHelm(metadata?.labels),
        'app.kubernetes.io/managed-by': MANAGED_BY,
        'app.kubernetes.io/instance': name,
        ...(entityId && { [KUBERNETES_ID_LABEL]: entityId }),
      },
      ...(Object.keys(kept).length > 0 && { annotations: kept }),
    },
  };
}
