import { IncomingMessage } from 'node:http';
import { badRequest, invalid, StatusCause } from '../api/apiError';
import { ObjectApi, Propagation } from '../api/objectApi';
import { PodRuntime } from '../kubelet/containerRuntime';
import { ResourceType } from '../objects/resourceTypes';
import { TypeRegistry } from '../resources/typeRegistry';
import { ObjectWriter } from '../writes/objectWriter';
import { Answer } from './answer';

/** What the handlers of requests work with. */
export interface ServerParts {
  api: ObjectApi;
  registry: TypeRegistry;
  writer: ObjectWriter;
  pods: PodRuntime;
  /** Milliseconds between two bookmarks of a watch; a minute when absent. */
  bookmarkIntervalMs?: number;
}

/** A request. */
export interface Call {
  user: string;
  /** As RBAC has it, such as `deletecollection`. */
  verb: string;
  path: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  /** Plural; empty when the path names none, such as `/version`. */
  resource: string;
  namespace?: string;
  /** Empty for all objects. */
  name: string;
  subresource: string;
  options: Options;
  request: IncomingMessage;
  answer: Answer;
}

/** A request for a kind that is served. */
export interface ResourceCall extends Call {
  type: ResourceType;
}

/**
 * Answers a request.
 *
 * @returns the status code and the body; nothing when it has answered itself
 * @throws ApiError
 */
export type Handler = (
  server: ServerParts,
  call: ResourceCall,
) => Reply | Promise<Reply>;
type Reply = [code: number, body: unknown] | void;

// `namespaces/<name>/status` is the namespace's own status.
const PATH =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)\/(?:namespaces\/(?<namespace>[^/]+)\/(?!status$))?(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>[^/]+))?)?\/?$/;

/** Reads a request, without its body. @throws ApiError 400 */
export function readCall(
  request: IncomingMessage,
  answer: Answer,
  user: string,
): Call {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const parts = PATH.exec(url.pathname)?.groups ?? {};
  const name = decodeURIComponent(parts.name ?? '');
  const options = readOptions(url.searchParams);
  const reading = options.watch ? 'watch' : 'list';
  const verbs: Record<string, string> = {
    POST: 'create',
    PUT: 'update',
    PATCH: 'patch',
    DELETE: name ? 'delete' : 'deletecollection',
  };
  return {
    user,
    verb: verbs[request.method ?? ''] ?? (name ? 'get' : reading),
    path: url.pathname,
    group: parts.group ?? '',
    version: parts.version ?? '',
    resource: parts.resource ?? '',
    namespace: parts.namespace,
    name,
    subresource: parts.subresource ?? '',
    options,
    request,
    answer,
  };
}

const text = (value: string) => value;
const boolean = (value: string) => value !== '0' && value !== 'false';

/** @throws ApiError 400 */
function revision(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`,
    );
  }
  return Number(value);
}

/** The parameters of a query and how each is read; others are ignored. */
const READERS = {
  allowWatchBookmarks: boolean,
  container: text,
  continue: text,
  dryRun: boolean,
  fieldManager: text,
  fieldSelector: text,
  fieldValidation: text as (value: string) => 'Ignore' | 'Warn' | 'Strict',
  force: boolean,
  gracePeriodSeconds: Number,
  labelSelector: text,
  limit: Number,
  previous: boolean,
  propagationPolicy: text as (value: string) => Propagation,
  resourceVersion: revision,
  resourceVersionMatch: text,
  sendInitialEvents: boolean,
  tailLines: Number,
  timeoutSeconds: Number,
  watch: boolean,
};

/** The query of a request. */
type Options = {
  [Name in keyof typeof READERS]?: ReturnType<(typeof READERS)[Name]>;
};

/** @throws ApiError 400 when it is no resource version */
function readOptions(query: URLSearchParams): Options {
  const options: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(READERS)) {
    const value = query.get(name);
    if (value) {
      options[name] = read(value);
    }
  }
  return options;
}

/** @throws ApiError 422, always: options such as `ListOptions` are invalid */
export function refuseOptions(
  kind: string,
  field: string,
  cause: StatusCause,
): never {
  throw invalid({ group: 'meta.k8s.io', kind }, '', [{ ...cause, field }]);
}
