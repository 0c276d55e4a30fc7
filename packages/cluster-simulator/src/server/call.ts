import { IncomingMessage } from 'node:http';
import { ObjectApi } from '../api/objectApi';
import { ResourceType } from '../objects/resourceTypes';
import { TypeRegistry } from '../resources/typeRegistry';
import { ObjectWriter } from '../writes/objectWriter';
import { Answer } from './answer';
import { Options, readOptions } from './options';
import { PodRuntime } from './podRuntime';

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
  /** What follows the subresource, with the query, as proxies need it. */
  rest: string;
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

// A namespace's status is a part of it, not something in it.
const PATH =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)\/(?:namespaces\/(?<namespace>[^/]+)\/(?!status$))?(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>[^/]+)(?<rest>\/.*)?)?)?\/?$/;

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
    rest: `${parts.rest ?? '/'}${url.search}`,
    options,
    request,
    answer,
  };
}
