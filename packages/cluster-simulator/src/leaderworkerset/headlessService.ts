import { ObjectApi } from '../api/objectApi';
import { controllerRef } from '../controllers/pods';
import { SERVICES } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { labelOf, LABELS, LeaderWorkerSet } from './types';

/**
 * Makes the Service by which pods find each other, named as its owner: the
 * LeaderWorkerSet, or the leader of the group that has one to itself. Any
 * Service of that name is taken for it, as by LWS.
 *
 * @throws ApiError as `ObjectApi.create`
 */
export function ensureHeadlessService(
  api: ObjectApi,
  lws: LeaderWorkerSet,
  owner: KubeObject,
) {
  const { namespace, name } = owner.metadata;
  if (api.store.get(SERVICES, namespace, name)) {
    return;
  }
  const labels = { [LABELS.name]: lws.metadata.name };
  const groupIndex = labelOf(owner, 'groupIndex');
  api.create(SERVICES, {
    metadata: {
      namespace,
      name,
      labels,
      ownerReferences: [controllerRef(owner)],
    },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: {
        ...labels,
        ...(groupIndex !== undefined && { [LABELS.groupIndex]: groupIndex }),
      },
    },
  });
}
