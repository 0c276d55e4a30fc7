import { JumpingClock } from '../../api/clock';
import { ObjectApi } from '../../api/objectApi';
import { ObjectStore } from '../../api/objectStore';
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  NAMESPACES,
  ResourceType,
} from '../../objects/resourceTypes';
import { admitBuiltIns } from '../../resources/builtInAdmission';
import { TypeRegistry } from '../../resources/typeRegistry';
import { ObjectWriter } from '../objectWriter';
import { RequestOptions } from '../requestChecks';

export const NAMESPACE = 'default';
export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';

/** A kind with one of everything that a schema can say. */
const MODELS_CRD = {
  metadata: { name: 'models.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'models', kind: 'Model', shortNames: ['md'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.replicas',
            statusReplicasPath: '.status.replicas',
            labelSelectorPath: '.status.selector',
          },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['template'],
                properties: {
                  replicas: { type: 'integer', default: 1 },
                  size: { type: 'integer', minimum: 1 },
                  policy: { type: 'string', enum: ['A', 'B'] },
                  surge: { 'x-kubernetes-int-or-string': true },
                  template: {
                    type: 'object',
                    properties: {
                      spec: {
                        type: 'object',
                        'x-kubernetes-embedded-pod-spec': true,
                      },
                    },
                  },
                  mounts: {
                    type: 'array',
                    items: {
                      type: 'object',
                      properties: {
                        path: { type: 'string' },
                        mode: { type: 'string' },
                      },
                    },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['path'],
                  },
                },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};

/** A cluster without controllers, and requests to it. */
export function createTestWriter() {
  const api = new ObjectApi(new ObjectStore(), new JumpingClock());
  const registry = new TypeRegistry(api);
  admitBuiltIns(api);
  api.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  api.create(CUSTOM_RESOURCE_DEFINITIONS, MODELS_CRD);
  const writer = new ObjectWriter(api, registry);
  const models = registry.find('example.com', 'v1', 'models')!;
  return {
    api,
    registry,
    writer,
    models,
    create: (type: ResourceType, body: object, options: RequestOptions = {}) =>
      writer.create(type, NAMESPACE, body, options),
    patch: (
      type: ResourceType,
      name: string,
      contentType: string,
      body: unknown,
      options: RequestOptions = {},
    ) =>
      writer.patch(
        type,
        { namespace: NAMESPACE, name },
        { contentType, body },
        options,
      ).object,
  };
}

/** A Deployment as a client sends it. */
export function deployment(spec: object = {}, container: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'c', image: 'nginx', ...container }] },
      },
      ...spec,
    },
  };
}

/** A Model as a client sends it. */
export function model(spec: object = {}, container: object = {}) {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Model',
    metadata: { name: 'llama' },
    spec: {
      template: {
        spec: { containers: [{ name: 'c', image: 'nginx', ...container }] },
      },
      ...spec,
    },
  };
}

/** The error that a call ends with. */
export function errorOf(call: () => unknown): Record<string, unknown> {
  try {
    call();
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('It has not failed');
}
