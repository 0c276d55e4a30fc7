import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { FIELD_MANAGER, isMap } from '@aikit-backstage/plugin-aikit-common';
import {
  asClusterError,
  Call,
  KubernetesBackendConnection,
  unsupportedReason,
} from './connection';
import { Deadline } from './deadline';
import { ClusterError } from './errors';
import {
  ApplyOptions,
  ClusterAccess,
  ClusterInfo,
  ClusterRequestOptions,
  KubernetesList,
  KubernetesObject,
  KubernetesWatchEvent,
  ListOptions,
  ObjectReference,
  ResourceType,
  WatchOptions,
} from './types';
import { watchEvents } from './watchStream';

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_PAGE = 500;
// The API server sends a bookmark about every minute, but none for a resource
// in which nothing has changed since the list.
const DEFAULT_IDLE_MS = 90_000;
// The Kubernetes backend's proxy does not end its request to the API server
// when the client goes away: what bounds an abandoned watch is this alone.
const DEFAULT_WATCH_SECONDS = 300;

/**
 * {@link ClusterAccess} over HTTP to the Backstage Kubernetes backend.
 *
 * Of `@kubernetes/client-node`, `Watch` and `makeInformer` were weighed for
 * the watch. They take a `KubeConfig`, whose servers and credentials the
 * Kubernetes backend keeps to itself. Pointed at its proxy they would still
 * lack what matters here: bookmarks are not asked for, lines that are not JSON
 * are passed over, a silent connection is waited on for ever, lists are not
 * paged, and the informer stops at the first error.
 *
 * @public
 */
export class KubernetesProxyClusterAccess implements ClusterAccess {
  readonly #connection: KubernetesBackendConnection;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#connection = new KubernetesBackendConnection(options);
  }

  async clusters(options: ClusterRequestOptions = {}): Promise<ClusterInfo[]> {
    const call: Call = {
      request: 'list the clusters',
      path: '/clusters',
      deadline: deadline(options),
    };
    const body = await this.#connection.json(call);
    if (!isClusterList(body)) {
      throw asClusterError(call, new Error('the answer is not a cluster list'));
    }
    return body.items.map(({ name, title, authProvider }) => {
      const unsupported = unsupportedReason(authProvider);
      return {
        name,
        ...(title && { title }),
        ...(unsupported && { unsupported }),
      };
    });
  }

  async *list(
    cluster: string,
    resource: ResourceType,
    options: ListOptions = {},
  ): AsyncIterable<KubernetesList> {
    let next: string | undefined;
    do {
      const call: Call = {
        cluster,
        request: `list ${resource.plural}`,
        path: `/proxy${apiPath(resource, { namespace: options.namespace })}`,
        query: {
          limit: String(options.limit ?? DEFAULT_PAGE),
          labelSelector: options.labelSelector,
          // The continuation carries the resource version itself.
          resourceVersion: next ? undefined : options.resourceVersion,
          continue: next,
        },
        deadline: deadline(options),
      };
      const page = await this.#connection.json(call);
      if (!isList(page)) {
        throw asClusterError(call, new Error('the answer is not a list'));
      }
      yield page;
      next = page.metadata.continue || undefined;
    } while (next);
  }

  async *watch(
    cluster: string,
    resource: ResourceType,
    options: WatchOptions,
  ): AsyncIterable<KubernetesWatchEvent> {
    // The proxy passes the head of the answer on with its first bytes, so
    // that opening may take as long as silence may.
    const idle = new Deadline(
      options.idleTimeoutMs ?? DEFAULT_IDLE_MS,
      options.signal,
    );
    const call: Call = {
      cluster,
      request: `watch ${resource.plural}`,
      path: `/proxy${apiPath(resource)}`,
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: options.resourceVersion,
        timeoutSeconds: String(options.timeoutSeconds ?? DEFAULT_WATCH_SECONDS),
      },
      deadline: idle,
    };
    try {
      const { body } = await this.#connection.open(call);
      if (body) {
        yield* watchEvents(call, extending(idle, body));
      }
    } catch (error) {
      // Silence is no failure: a dead connection looks like a quiet resource.
      if (idle.outcome !== 'expired') {
        throw asClusterError(call, error);
      }
    } finally {
      idle.end();
    }
  }

  async get(
    cluster: string,
    reference: ObjectReference,
    options: ClusterRequestOptions = {},
  ): Promise<KubernetesObject> {
    return this.#object({
      ...target(cluster, 'get', reference),
      deadline: deadline(options),
    });
  }

  async apply(
    cluster: string,
    reference: ObjectReference,
    object: KubernetesObject,
    options: ApplyOptions,
  ): Promise<KubernetesObject> {
    return this.#object({
      ...target(cluster, 'apply', reference),
      method: 'PATCH',
      query: {
        fieldManager: options.fieldManager,
        force: options.force ? 'true' : undefined,
        dryRun: options.dryRun ? 'All' : undefined,
        fieldValidation: 'Strict',
      },
      // JSON is YAML, and needs no serialiser.
      body: { type: 'application/apply-patch+yaml', content: object },
      deadline: deadline(options),
    });
  }

  async patch(
    cluster: string,
    reference: ObjectReference,
    patch: object,
    options: ClusterRequestOptions & { fieldManager: string },
  ): Promise<KubernetesObject> {
    return this.#object({
      ...target(cluster, 'patch', reference),
      method: 'PATCH',
      query: { fieldManager: options.fieldManager },
      body: { type: 'application/merge-patch+json', content: patch },
      deadline: deadline(options),
    });
  }

  async delete(
    cluster: string,
    reference: ObjectReference,
    options: ClusterRequestOptions & { dryRun?: boolean; uid?: string } = {},
  ): Promise<void> {
    const { dryRun, uid } = options;
    // Where there is a body, the API server does not look at the query.
    const content = uid && {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      preconditions: { uid },
      ...(dryRun && { dryRun: ['All'] }),
    };
    await this.#connection.json({
      ...target(cluster, 'delete', reference),
      method: 'DELETE',
      query: {
        propagationPolicy: 'Background',
        dryRun: dryRun ? 'All' : undefined,
      },
      ...(content && { body: { type: 'application/json', content } }),
      deadline: deadline(options),
    });
  }

  async scale(
    cluster: string,
    reference: ObjectReference,
    replicas: number,
    options: ClusterRequestOptions = {},
  ): Promise<void> {
    await this.#connection.json({
      ...target(cluster, 'scale', reference, 'scale'),
      method: 'PATCH',
      query: { fieldManager: FIELD_MANAGER },
      body: {
        type: 'application/merge-patch+json',
        content: { spec: { replicas } },
      },
      deadline: deadline(options),
    });
  }

  async #object(call: Call): Promise<KubernetesObject> {
    const body = await this.#connection.json(call);
    if (!isObject(body)) {
      throw asClusterError(call, new Error('the answer is not an object'));
    }
    return body;
  }
}

/**
 * Access to the clusters of the Backstage Kubernetes backend, in the name of
 * the plugin that asks.
 *
 * @public
 */
export const clusterAccessServiceRef = createServiceRef<ClusterAccess>({
  id: 'aikit.clusterAccess',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new KubernetesProxyClusterAccess({ auth, discovery }),
    }),
});

function deadline({ timeoutMs, signal }: ClusterRequestOptions): Deadline {
  return new Deadline(timeoutMs ?? DEFAULT_TIMEOUT_MS, signal);
}

function target(
  cluster: string,
  verb: string,
  reference: ObjectReference,
  subresource?: string,
): Omit<Call, 'deadline'> {
  const { resource, namespace, name } = reference;
  const where = namespace ? `${namespace}/` : '';
  const request = `${verb} ${resource.plural} ${where}${name}`;
  // An empty name would address the whole collection, and dots another path.
  if (!isSegment(name) || (namespace !== undefined && !isSegment(namespace))) {
    const message = `'${name}' in namespace '${namespace}' is no object's name`;
    throw new ClusterError(
      'invalid',
      { cluster, request },
      message,
      'Give the name and the namespace of an object.',
      { causes: [{ message }] },
    );
  }
  return {
    cluster,
    request,
    path: `/proxy${apiPath(resource, { namespace, name, subresource })}`,
    named: true,
  };
}

/**
 * Path of a collection, or of one object in it, on the API server.
 *
 * Source: "Kubernetes API concepts", resource URIs.
 */
function apiPath(
  resource: ResourceType,
  where: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const root = resource.group
    ? ['apis', resource.group, resource.version]
    : ['api', resource.version];
  return [
    ...root,
    ...(where.namespace ? ['namespaces', where.namespace] : []),
    resource.plural,
    where.name,
    where.subresource,
  ]
    .filter(segment => segment !== undefined)
    .map(segment => `/${encodeURIComponent(segment)}`)
    .join('');
}

function isSegment(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..';
}

async function* extending(
  idle: Deadline,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    idle.extend();
    yield chunk;
  }
}

function isClusterList(value: unknown): value is {
  items: { name: string; title?: string; authProvider?: string }[];
} {
  return isMap(value) && Array.isArray(value.items);
}

function isList(value: unknown): value is KubernetesList {
  return (
    isMap(value) &&
    Array.isArray(value.items) &&
    isMap(value.metadata) &&
    typeof value.metadata.resourceVersion === 'string'
  );
}

function isObject(value: unknown): value is KubernetesObject {
  return (
    isMap(value) &&
    isMap(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}
