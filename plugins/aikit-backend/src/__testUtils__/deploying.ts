import {
  DeployRequest,
  MANAGED_BY,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';

/** Where the tests deploy to. */
export const TARGET = { cluster: 'east', namespace: 'team', name: 'chat' };

/** Values of a LeaderWorkerSet of groups of three pods. */
export function distributed(values: object = {}): DeployRequest {
  return {
    entityRef: 'component:default/chat',
    values: {
      leaderWorkerSet: {
        enabled: true,
        replicas: 2,
        leaderWorkerTemplate: { size: 3 },
      },
      ...values,
    },
  };
}

/** Values of a Deployment. */
export function standard(values: Record<string, unknown> = {}): DeployRequest {
  return { entityRef: 'component:default/chat', values };
}

/** An object of the tests' workload that somebody else has made. */
export function foreignObject(
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return {
    metadata: { name: TARGET.name, namespace: TARGET.namespace, ...metadata },
    spec: {},
  };
}

/** An object of the tests' workload that the portal submitted. */
export function ownObject(entityRef: string, owner?: string): KubernetesObject {
  return foreignObject({
    labels: {
      'app.kubernetes.io/managed-by': MANAGED_BY,
      'app.kubernetes.io/instance': TARGET.name,
    },
    annotations: {
      [WORKLOAD_ANNOTATIONS.entityRef]: entityRef,
      ...(owner && { [WORKLOAD_ANNOTATIONS.owner]: owner }),
    },
  });
}
