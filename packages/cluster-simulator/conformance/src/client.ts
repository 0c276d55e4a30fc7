import { List, Manifest, Resource } from './objects';
import { at, pluralOf } from './paths';
import {
  Answer,
  GetTarget,
  Query,
  RequestOptions,
} from '@aikit-backstage/test-target';

/** Content types of patches. */
export const PATCH = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** How {@link Client.apply} applies. */
export interface ApplyOptions {
  manager?: string;
  force?: boolean;
  query?: Query;
}

/**
 * Requests of checks. Those that are named after what they do throw unless
 * they succeed; {@link Client.request} answers whatever comes.
 */
export class Client {
  constructor(private readonly target: GetTarget) {}

  request(
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Answer> {
    return this.target().request(method, path, options);
  }

  get<T = Resource>(path: string, query?: Query): Promise<T> {
    return this.#succeed('GET', path, { query });
  }

  /** The list itself, with its metadata. */
  list<T = Resource>(path: string, query?: Query): Promise<List<T>> {
    return this.#succeed('GET', path, { query });
  }

  async items<T = Resource>(path: string, query?: Query): Promise<T[]> {
    return (await this.list<T>(path, query)).items;
  }

  create<T = Resource>(manifest: Manifest, query?: Query): Promise<T> {
    const path = collectionOf(manifest);
    return this.#succeed('POST', path, { body: manifest, query });
  }

  /** Answers all that creating answers. */
  tryCreate(manifest: Manifest, query?: Query): Promise<Answer> {
    const path = collectionOf(manifest);
    return this.request('POST', path, { body: manifest, query });
  }

  replace<T = Resource>(path: string, body: object, query?: Query): Promise<T> {
    return this.#succeed('PUT', path, { body, query });
  }

  /** A merge patch. */
  merge<T = Resource>(path: string, body: object, query?: Query): Promise<T> {
    return this.#succeed('PATCH', path, {
      body,
      query,
      contentType: PATCH.merge,
    });
  }

  patch<T = Resource>(
    path: string,
    contentType: string,
    body: object,
  ): Promise<T> {
    return this.#succeed('PATCH', path, { body, contentType });
  }

  /** Applies server-side. */
  async apply<T = Resource>(
    manifest: Manifest,
    options: ApplyOptions = {},
  ): Promise<T> {
    return succeeded<T>('apply', await this.tryApply(manifest, options));
  }

  /** Answers all that applying answers. */
  tryApply(
    manifest: Manifest,
    { manager = 'checks', force, query }: ApplyOptions = {},
  ): Promise<Answer> {
    return this.request('PATCH', pathTo(manifest), {
      body: manifest,
      contentType: PATCH.apply,
      query: { fieldManager: manager || undefined, force, ...query },
    });
  }

  /** @param options - `DeleteOptions` */
  delete<T = Resource>(path: string, options?: object): Promise<T> {
    return this.#succeed('DELETE', path, { body: options });
  }

  async #succeed<T>(
    method: string,
    path: string,
    options: RequestOptions,
  ): Promise<T> {
    const answer = await this.request(method, path, options);
    return succeeded<T>(`${method} ${path}`, answer);
  }
}

function succeeded<T>(what: string, { status, body }: Answer): T {
  if (status >= 300) {
    throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  }
  return body as T;
}

function collectionOf({ kind, metadata }: Manifest): string {
  return at(pluralOf(kind), metadata.namespace);
}

/** The path of an object that has a name. */
function pathTo({ kind, metadata }: Manifest | Resource): string {
  return at(pluralOf(kind ?? ''), metadata.namespace, metadata.name);
}
