import { isDeepStrictEqual } from 'node:util';
import {
  ApplyOptions,
  ClusterAccess,
  ClusterInfo,
  ClusterNotFoundError,
  KubernetesList,
  KubernetesObject,
  KubernetesWatchEvent,
  ListOptions,
  ObjectReference,
  ResourceType,
} from '@aikit-backstage/plugin-aikit-node';

/**
 * One cluster's objects in memory. It merges what is applied into what is
 * there, field by field of the specification, and knows no field managers.
 */
export class FakeClusterAccess implements ClusterAccess {
  /** What was asked, such as `apply services team/chat (dry run)`. */
  readonly requests: string[] = [];
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #failures: { request: RegExp; error: Error }[] = [];

  /** All changes that were no dry runs. */
  get changes(): string[] {
    return this.requests.filter(
      request => !/^(get|list) |dry run/.test(request),
    );
  }

  /** Paths of all objects, such as `services team/chat`. */
  get paths(): string[] {
    return [...this.#objects.keys()].sort();
  }

  /** Fails requests until {@link recover} is called. */
  failOn(request: RegExp, error: Error): void {
    this.#failures.push({ request, error });
  }

  recover(): void {
    this.#failures.length = 0;
  }

  put(plural: string, object: KubernetesObject): void {
    const { namespace, name } = object.metadata;
    this.#objects.set(`${plural} ${namespace}/${name}`, object);
  }

  object(path: string): KubernetesObject | undefined {
    return this.#objects.get(path);
  }

  async clusters(): Promise<ClusterInfo[]> {
    return [];
  }

  /** By the labels of a selector such as `a=b,c=d`, all in one page. */
  async *list(
    _cluster: string,
    { plural }: ResourceType,
    { namespace, labelSelector = '' }: ListOptions = {},
  ): AsyncIterable<KubernetesList> {
    this.requests.push(`list ${plural} ${namespace}`);
    const wanted = labelSelector.split(',').map(part => part.split('='));
    const items = [...this.#objects]
      .filter(([path]) => path.startsWith(`${plural} ${namespace}/`))
      .map(([, object]) => object)
      .filter(({ metadata: { labels = {} } }) =>
        wanted.every(([label, value]) => labels[label] === value),
      );
    yield { metadata: { resourceVersion: '1' }, items };
  }

  watch(): AsyncIterable<KubernetesWatchEvent> {
    throw new Error('Not part of this fake');
  }

  async get(
    cluster: string,
    reference: ObjectReference,
  ): Promise<KubernetesObject> {
    const path = this.#ask('get', reference);
    const object = this.#objects.get(path);
    if (!object) {
      throw new ClusterNotFoundError(
        { cluster, request: `get ${path}` },
        'not found',
        undefined,
        'object',
      );
    }
    return object;
  }

  async apply(
    _cluster: string,
    reference: ObjectReference,
    object: KubernetesObject,
    { dryRun, force }: ApplyOptions,
  ): Promise<KubernetesObject> {
    const path = this.#ask(
      'apply',
      reference,
      `${dryRun ? ' (dry run)' : ''}${force ? ' (force)' : ''}`,
    );
    const before = this.#objects.get(path);
    const after = merge(before, object);
    if (!dryRun) {
      this.#objects.set(path, after);
    }
    return after;
  }

  /** Replaces the fields of the metadata that are given. */
  async patch(
    _cluster: string,
    reference: ObjectReference,
    patch: object,
  ): Promise<KubernetesObject> {
    const path = this.#ask('patch', reference);
    const before = this.#objects.get(path);
    const { metadata } = patch as KubernetesObject;
    const after = {
      ...before,
      metadata: { ...Object(before?.metadata), ...metadata },
    };
    this.#objects.set(path, after);
    return after;
  }

  async delete(
    _cluster: string,
    reference: ObjectReference,
    options?: { dryRun?: boolean },
  ): Promise<void> {
    const path = this.#ask(
      'delete',
      reference,
      options?.dryRun ? ' (dry run)' : '',
    );
    if (!options?.dryRun) {
      this.#objects.delete(path);
    }
  }

  async scale(
    _cluster: string,
    reference: ObjectReference,
    replicas: number,
  ): Promise<void> {
    const path = this.#ask('scale', reference, ` to ${replicas}`);
    const object = this.#objects.get(path);
    if (object) {
      this.#objects.set(path, merge(object, { ...object, spec: { replicas } }));
    }
  }

  #ask(
    verb: string,
    { resource, namespace, name }: ObjectReference,
    suffix = '',
  ): string {
    const path = `${resource.plural} ${namespace}/${name}`;
    const request = `${verb} ${path}${suffix}`;
    this.requests.push(request);
    const failure = this.#failures.find(({ request: on }) => on.test(request));
    if (failure) {
      throw failure.error;
    }
    return path;
  }
}

function merge(
  before: KubernetesObject | undefined,
  applied: KubernetesObject,
): KubernetesObject {
  const { generation = 0, ...metadata } = before?.metadata ?? {
    name: applied.metadata.name,
  };
  const spec = { ...Object(before?.spec), ...Object(applied.spec) };
  return {
    ...before,
    ...applied,
    metadata: {
      ...metadata,
      ...applied.metadata,
      generation: isDeepStrictEqual(spec, before?.spec)
        ? generation
        : generation + 1,
    },
    spec,
  };
}
