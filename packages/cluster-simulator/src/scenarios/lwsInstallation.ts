import type { Manifest } from '@aikit-backstage/plugin-aikit-common';

/** Namespace that LeaderWorkerSet's own manifests install it in. */
export const LWS_NAMESPACE = 'lws-system';

const LABELS = {
  'control-plane': 'controller-manager',
  'app.kubernetes.io/name': 'lws',
  'app.kubernetes.io/instance': 'lws',
};

/**
 * The Deployment of LeaderWorkerSet's controller, as its manifests name and
 * label it. Its pods do nothing: the controller is part of the simulator. It
 * is there for those who want to know which release is installed.
 */
export const LWS_CONTROLLER: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'lws-controller-manager', labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          { name: 'manager', image: 'registry.k8s.io/lws/lws:v0.9.0' },
        ],
      },
    },
  },
};
