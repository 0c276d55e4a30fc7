import { ApiError } from '../api/apiError';
import { BUILT_IN } from '../objects/resourceTypes';
import { Call, Handler, ResourceCall, ServerParts } from './call';
import { discover } from './discovery';
import { getMetrics, METRICS_TYPES } from './metrics';
import { get, getLog, list } from './reads';
import { watch } from './watch';
import { bind, create, deleteMany, deleteOne, patch, replace } from './writes';

/** By verb. */
type Handlers = Record<string, Handler>;

const COLLECTION: Handlers = {
  list,
  watch,
  create,
  deletecollection: deleteMany,
};
const OBJECT: Handlers = { get, update: replace, patch, delete: deleteOne };
const PART: Handlers = { get, update: replace, patch };
const SUBRESOURCES: Record<string, Handlers> = {
  status: PART,
  scale: PART,
  log: { get: getLog },
  binding: { create: bind },
};
const METRICS: Handlers = { get: getMetrics, list: getMetrics };
const HEALTH = /^\/(livez|readyz|healthz)(\/|$)/;

function notServed(): ApiError {
  const message = 'the server could not find the requested resource';
  return new ApiError(404, 'NotFound', message, {});
}

/**
 * Answers what is no resource: version, health and discovery.
 *
 * @throws ApiError 404, where the server knows that no CRD can be
 */
function answerPath({ registry }: ServerParts, call: Call) {
  const { path, answer, group, resource } = call;
  const found = discover(path, [...registry.all(), ...METRICS_TYPES]);
  if (found) {
    answer.json(200, found);
  } else if (HEALTH.test(path)) {
    answer.text(200, 'ok');
  } else if (resource && BUILT_IN.some(type => type.group === group)) {
    throw notServed();
  } else {
    answer.text(404, '404 page not found\n');
  }
}

function handlersOf({ type, subresource, name, namespace }: ResourceCall) {
  if (METRICS_TYPES.includes(type)) {
    return METRICS;
  }
  if (subresource) {
    return SUBRESOURCES[subresource];
  }
  if (name) {
    return OBJECT;
  }
  // Across namespaces, objects can only be listed and watched.
  return type.namespaced && !namespace ? { list, watch } : COLLECTION;
}

/**
 * Lets the right handler answer a request.
 *
 * @throws ApiError 404, 405, or of the handler
 */
export async function answerCall(server: ServerParts, call: Call) {
  const { group, version, resource, subresource } = call;
  const type =
    server.registry.find(group, version, resource) ??
    METRICS_TYPES.find(
      each => each.group === group && each.plural === resource,
    );
  if (!type) {
    answerPath(server, call);
    return;
  }
  if (subresource && !type.subresources.includes(subresource)) {
    throw notServed();
  }
  const resourceCall = { ...call, type };
  const handler: Handler | undefined = handlersOf(resourceCall)[call.verb];
  if (!handler) {
    const why =
      'the server does not allow this method on the requested resource';
    throw new ApiError(405, 'MethodNotAllowed', why, {});
  }
  const reply = await handler(server, resourceCall);
  if (reply) {
    call.answer.json(...reply);
  }
}
