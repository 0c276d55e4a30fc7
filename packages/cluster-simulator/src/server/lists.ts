import { ApiError, badRequest } from '../api/apiError';
import { qualifiedName, ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { ObjectStore } from '../store/objectStore';
import { ListOptions } from './listOptions';
import { checkRevision } from './queryOptions';

/** A part of a list, or all of it. */
export interface Page {
  items: KubeObject[];
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
}

/** A kind, in one namespace or all. */
interface Scope {
  type: ResourceType;
  namespace?: string;
}

/** So many states are kept for lists that are read in parts. */
const KEPT_STATES = 16;
const TOKEN_VERSION = 'meta.k8s.io/v1';

/** Says from where a list can go on, though not as it was. */
class ContinueExpired extends ApiError {
  constructor(private readonly token: string) {
    super(
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    );
  }

  override toStatus() {
    return { ...super.toStatus(), metadata: { continue: this.token } };
  }
}

/** As etcd has it, which sorts by it. */
function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return namespace ? `/${namespace}/${name}` : `/${name}`;
}

function inOrder(objects: Iterable<KubeObject>): KubeObject[] {
  const keyed = [...objects].map(object => ({ key: keyOf(object), object }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ object }) => object);
}

/** Of the first object from a key on. */
function indexOfKey(objects: KubeObject[], key: string): number {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keyOf(objects[middle]) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function encodeToken(rv: number, start: string): string {
  const token = JSON.stringify({ v: TOKEN_VERSION, rv, start });
  return Buffer.from(token).toString('base64url');
}

/** @throws ApiError 400 */
function decodeToken(token: string): { rv: number; start: string } {
  const refuse = (problem: string) =>
    badRequest(`invalid continue token: continue key is not valid${problem}`);
  let decoded: Partial<{ v: string; rv: number; start: string }> | undefined;
  try {
    decoded = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch (error) {
    throw refuse(`: ${(error as Error).message}`);
  }
  const { v, rv, start } = decoded ?? {};
  if (v !== TOKEN_VERSION) {
    throw refuse(`: server does not recognize this encoded version ${v}`);
  }
  if (!rv) {
    throw refuse(
      `: incorrect encoded start resourceVersion (version ${TOKEN_VERSION})`,
    );
  }
  if (!start) {
    throw refuse(`: encoded start key empty (version ${TOKEN_VERSION})`);
  }
  return { rv, start };
}

/** Reads lists, of now and of earlier. */
export class Lists {
  readonly #kept = new Map<string, KubeObject[]>();

  constructor(private readonly store: ObjectStore) {}

  /** Objects by namespace and name. */
  sorted(type: ResourceType, namespace?: string): KubeObject[] {
    return inOrder(this.store.list(type, namespace));
  }

  /**
   * A list as a request wants it: of a version, and in parts.
   *
   * @throws ApiError 400, 410 when the version is forgotten, or 504 when it is
   *   in the future
   */
  page(scope: Scope, options: ListOptions): Page {
    const { limit, continueToken, match, revision } = options;
    const current = this.store.revision;
    if (!continueToken) {
      checkRevision(revision, current);
      const exact = match === 'Exact' || (!match && limit > 0 && revision > 0);
      return this.#page(scope, options, exact ? revision : current, '');
    }
    const { rv, start } = decodeToken(continueToken);
    if (revision > 0) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    checkRevision(rv, current);
    // A negative version is one that has expired, and any will do.
    return this.#page(scope, options, rv < 0 ? current : rv, start);
  }

  #page(
    scope: Scope,
    { matches, selects, limit, continueToken }: ListOptions,
    revision: number,
    start: string,
  ): Page {
    const objects = this.#at(scope, revision);
    if (!objects) {
      throw continueToken
        ? new ContinueExpired(encodeToken(-1, start))
        : new ApiError(
            410,
            'Expired',
            'The resourceVersion for the provided list is too old.',
          );
    }
    const prefix = scope.namespace ? `/${scope.namespace}` : '';
    const items: KubeObject[] = [];
    let next = indexOfKey(objects, `${prefix}${start}`);
    while (next < objects.length && (!limit || items.length < limit)) {
      if (matches(objects[next])) {
        items.push(objects[next]);
      }
      next += 1;
    }
    const remaining = objects.length - next;
    if (remaining === 0) {
      return { items, metadata: { resourceVersion: String(revision) } };
    }
    this.#keep(scope, revision, objects);
    const last = keyOf(objects[next - 1]).slice(prefix.length);
    return {
      items,
      metadata: {
        resourceVersion: String(revision),
        continue: encodeToken(revision, `${last}\0`),
        ...(!selects && { remainingItemCount: remaining }),
      },
    };
  }

  /** What there was at a revision; undefined when that is forgotten. */
  #at(scope: Scope, revision: number): KubeObject[] | undefined {
    if (revision < this.store.compacted) {
      return undefined;
    }
    const kept = this.#kept.get(stateName(scope, revision));
    if (kept) {
      return kept;
    }
    return revision === this.store.revision
      ? this.sorted(scope.type, scope.namespace)
      : this.#undone(scope, revision);
  }

  /** What there is, with all that came after a revision taken back. */
  #undone({ type, namespace }: Scope, revision: number) {
    const events = this.store.history(type).since(revision);
    if (!events) {
      return undefined;
    }
    const objects = new Map<string, KubeObject>();
    for (const object of this.store.list(type)) {
      objects.set(keyOf(object), object);
    }
    for (const { object, previous } of [...events].reverse()) {
      if (previous) {
        objects.set(keyOf(previous), previous);
      } else {
        objects.delete(keyOf(object));
      }
    }
    return inOrder(objects.values()).filter(
      ({ metadata }) => !namespace || metadata.namespace === namespace,
    );
  }

  #keep(scope: Scope, revision: number, objects: KubeObject[]) {
    this.#kept.set(stateName(scope, revision), objects);
    if (this.#kept.size > KEPT_STATES) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
  }
}

function stateName({ type, namespace = '' }: Scope, revision: number): string {
  return `${qualifiedName(type)} ${namespace} ${revision}`;
}
