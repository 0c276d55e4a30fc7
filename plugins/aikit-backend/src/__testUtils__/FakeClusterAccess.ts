import { isDeepStrictEqual } from 'node:util';
import {
  ApplyOptions,
  ClusterAccess,
  ClusterInfo,
  ClusterNotFoundError,
  KubernetesList,
  KubernetesObject,
  KubernetesWatchEvent,
  ObjectReference,
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
      request => !request.startsWith('get') && !request.includes('dry run'),
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

  list(): AsyncIterable<KubernetesList> {
    throw new Error('Not part of this fake');
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
