import { ApiError } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';
import { Answer } from './answer';
import { Call, ServerParts } from './call';
import { deleteMany, deleteOne } from './deletions';
import { discover, VERSION } from './discovery';
import { getMetrics, METRICS_TYPES } from './metrics';
import { openApi } from './openApi';
import { getLog } from './podLogs';
import { proxy } from './podProxy';
import { booleanIn } from './queryOptions';
import { get, list } from './reads';
import { isBuiltIn } from './representation';
import { ResourcePath } from './resourcePath';
import { watch } from './watch';
import { bind, create, evict, patch, replace } from './writes';

/** @throws ApiError */
type Handler = (parts: ServerParts, call: Call) => void | Promise<void>;
/** By verb. */
type Handlers = Record<string, Handler>;

const COLLECTION: Handlers = {
  list,
  watch,
  create,
  deletecollection: deleteMany,
};
const OBJECT: Handlers = { get, update: replace, patch, delete: deleteOne };
const CHANGE: Handlers = { get, update: replace, patch };
const SUBRESOURCES: Record<string, Handlers> = {
  status: CHANGE,
  scale: CHANGE,
  log: { get: getLog },
  binding: { create: bind },
  eviction: { create: evict },
  proxy: {
    get: proxy,
    create: proxy,
    update: proxy,
    patch: proxy,
    delete: proxy,
  },
};
const METRICS: Handlers = { get: getMetrics, list: getMetrics };
const VERBS: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** What a request does, in the words of RBAC. */
export function verbOf(
  method: string,
  { name }: ResourcePath,
  query: URLSearchParams,
): string {
  if (method === 'GET' && !name) {
    return booleanIn(query, 'watch') ? 'watch' : 'list';
  }
  if (method === 'DELETE') {
    return name ? 'delete' : 'deletecollection';
  }
  return VERBS[method] ?? 'get';
}

function servedTypes({ registry, pods }: ServerParts): ResourceType[] {
  return [...registry.all(), ...(pods ? METRICS_TYPES : [])];
}

/** The kind that a path names. */
export function typeOf(
  parts: ServerParts,
  { group, version, resource }: ResourcePath,
): ResourceType | undefined {
  return group === METRICS_TYPES[0].group
    ? servedTypes(parts).find(
        type => type.group === group && type.plural === resource,
      )
    : parts.registry.find(group, version, resource);
}

function notServed(): ApiError {
  const message = 'the server could not find the requested resource';
  return new ApiError(404, 'NotFound', message, {});
}

/**
 * Answers what is no resource: version, health and discovery.
 *
 * @throws ApiError 404, where the server knows that no CRD can be
 */
export function answerPath(parts: ServerParts, path: string, answer: Answer) {
  if (/^\/(livez|readyz|healthz)(\/|$)/.test(path)) {
    answer.text(200, 'ok');
    return;
  }
  const types = servedTypes(parts);
  const found =
    path === '/version'
      ? VERSION
      : openApi(path, types) ?? discover(path, types);
  if (found !== undefined) {
    answer.json(200, found);
    return;
  }
  const [root, group] = path.split('/').slice(1);
  const isOwn = types.some(type => type.group === group && isBuiltIn(type));
  if (root === 'api' || (root === 'apis' && isOwn)) {
    throw notServed();
  }
  answer.text(404, '404 page not found\n');
}

function handlersOf({
  type,
  path: { subresource, name, namespace },
}: Call): Handlers {
  if (type.group === METRICS_TYPES[0].group) {
    return METRICS;
  }
  if (subresource) {
    return SUBRESOURCES[subresource];
  }
  if (name) {
    return OBJECT;
  }
  // Things in namespaces can be listed across them, and nothing more.
  return type.namespaced && !namespace ? { list, watch } : COLLECTION;
}

/**
 * Lets the right handler answer a request.
 *
 * @throws ApiError 404, 405, or of the handler
 */
export async function answerCall(parts: ServerParts, call: Call) {
  const { type, path, verb } = call;
  if (
    (path.subresource && !type.subresources.includes(path.subresource)) ||
    (path.namespace && !type.namespaced) ||
    (path.name && type.namespaced && !path.namespace)
  ) {
    throw notServed();
  }
  const handlers = handlersOf(call);
  if (
    !Object.hasOwn(handlers, verb) ||
    (type.kind === 'Namespace' && verb === 'deletecollection')
  ) {
    throw new ApiError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    );
  }
  await handlers[verb](parts, call);
}
