import { startSimulator } from '@aikit-backstage/test-target';
import { acceptanceTests } from './suite';

const GROUP = 'gateway.networking.k8s.io';

describe('on the simulator', () => {
  acceptanceTests({
    start: () => startSimulator(),
    everything: false,
    routes: () => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {
        name: `httproutes.${GROUP}`,
        // The server asks for it in groups of Kubernetes itself.
        annotations: { 'api-approved.kubernetes.io': 'unapproved' },
      },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names: {
          kind: 'HTTPRoute',
          listKind: 'HTTPRouteList',
          plural: 'httproutes',
          singular: 'httproute',
        },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        ],
      },
    }),
  });
});
