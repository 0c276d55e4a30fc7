import aikitPlugin from '@aikit-backstage/plugin-aikit-backend';
import {
  DeployRequest,
  WorkloadResponse,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AddressInfo } from 'node:net';

/** An answer of the backend. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** The Kubernetes and AIKit backends, in this process, asked over HTTP. */
export interface PortalBackend {
  request<T>(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    options?: {
      body?: object;
      headers?: Record<string, string>;
      /** Name of the user who asks. */
      as?: string;
      /** Whose route it is; default `aikit`. */
      plugin?: string;
    },
  ): Promise<Answer<T>>;
  /** PUT of a workload on `us-east`. */
  deploy<T>(
    namespace: string,
    name: string,
    request: DeployRequest,
  ): Promise<Answer<T>>;
  workload(namespace: string, name: string): Promise<Answer<WorkloadResponse>>;
  entityWorkloads(name: string): Promise<Answer<WorkloadsResponse>>;
  /** Root of the backend, such as `http://127.0.0.1:7007`. */
  url: string;
  stop(): Promise<void>;
}

type BackendFeatures = NonNullable<
  Parameters<typeof startTestBackend>[0]
>['features'];

/** A component that is joined to its workloads as the Kubernetes plugin does. */
export function component(
  name: string,
  owner = 'group:default/team-search',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-id': name },
    },
    spec: { type: 'inference-service', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/**
 * Closes the plugin's database with the backend. Backstage's own manager means
 * to, and leaves its pool open, so that a process of tests would not end.
 */
const closeDatabase = createBackendModule({
  pluginId: 'aikit',
  moduleId: 'close-database',
  register(reg) {
    reg.registerInit({
      deps: {
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
      },
      async init({ database, lifecycle }) {
        lifecycle.addShutdownHook(async () => {
          const client = await database.getClient();
          await client.destroy();
        });
      },
    });
  },
});

/**
 * Starts both backends, of which everybody may ask everything that the features
 * do not forbid.
 *
 * @param config - the cluster's, as `toAppConfig` makes it
 * @param entities - what the catalog has
 * @param more - features beside them, which replace the mocks of a test, and
 * more of the configuration
 */
export async function startPortalBackend(
  config: JsonObject,
  entities: Entity[],
  more: { features?: BackendFeatures; config?: JsonObject } = {},
): Promise<PortalBackend> {
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      aikitPlugin,
      closeDatabase,
      ...(more.features ?? []),
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          // Taking over what Helm has installed is off by default.
          aikit: { policy: { adopt: true } },
          ...more.config,
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            ...(config.kubernetes as JsonObject),
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;

  const request: PortalBackend['request'] = async (method, path, options) => {
    const { plugin = 'aikit', as: user } = options ?? {};
    const url = `http://127.0.0.1:${port}/api/${plugin}${path}`;
    const response = await fetch(url, {
      method,
      body: options?.body && JSON.stringify(options.body),
      headers: {
        authorization: mockCredentials.user.header(
          user && `user:default/${user}`,
        ),
        'content-type': 'application/json',
        ...options?.headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : undefined,
    };
  };
  const path = (namespace: string, name: string) =>
    `/clusters/us-east/namespaces/${namespace}/workloads/${name}`;
  return {
    request,
    deploy: (namespace, name, body) =>
      request('PUT', path(namespace, name), { body }),
    workload: (namespace, name) => request('GET', path(namespace, name)),
    entityWorkloads: name =>
      request('GET', `/entities/component/default/${name}/workloads`),
    url: `http://127.0.0.1:${port}`,
    stop: () => backend.stop(),
  };
}
