import { badRequest } from '../api/apiError';
import { ObjectStore } from '../api/objectStore';
import { apiVersionOf, BUILT_IN, PODS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Handler, refuseOptions, ResourceCall, ServerParts } from './call';
import { checkRevision, expired } from './errors';
import { selection } from './selectors';

/** The key in etcd, by which lists are sorted. */
function keyOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

/**
 * The objects that a call selects, sorted by namespace and name, now or at an
 * earlier revision: what came after that is taken back.
 *
 * @throws ApiError 400, 410 when the revision is forgotten
 */
export function selected(
  store: ObjectStore,
  call: ResourceCall,
  revision = store.revision,
): KubeObject[] {
  const { type, namespace } = call;
  const events = store.history(type).since(revision);
  if (!events) {
    throw expired(call);
  }
  const objects = new Map<string, KubeObject>();
  for (const object of store.list(type, namespace)) {
    objects.set(keyOf(object), object);
  }
  for (const { object, previous } of [...events].reverse()) {
    if (previous) {
      objects.set(keyOf(previous), previous);
    } else {
      objects.delete(keyOf(object));
    }
  }
  return [...objects]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => object)
    .filter(selection(call));
}

/** The `continue` token of a list: the revision, and the last key so far. */
function tokenOf(revision: number, last: KubeObject): string {
  return Buffer.from(`${revision} ${keyOf(last)}`).toString('base64url');
}

/**
 * Where a list begins: at the latest revision, unless one is asked for exactly
 * or it continues another.
 *
 * @throws ApiError 400, 422, 504
 */
function beginOf({ options }: ResourceCall, current: number) {
  const { limit, resourceVersion = 0, resourceVersionMatch: match } = options;
  if (match && options.resourceVersion === undefined) {
    refuseOptions('ListOptions', 'resourceVersionMatch', {
      reason: 'FieldValueForbidden',
      message:
        'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    });
  }
  if (options.continue) {
    const token = Buffer.from(options.continue, 'base64url').toString();
    const [, revision, after] = /^(\d+) (.+)$/.exec(token) ?? [];
    if (!revision) {
      const problem = 'continue key is not valid: not one of this server';
      throw badRequest(`invalid continue token: ${problem}`);
    }
    return { revision: Number(revision), after };
  }
  checkRevision(resourceVersion, current);
  const isExact = match === 'Exact' || (!match && limit && resourceVersion);
  return { revision: isExact ? resourceVersion : current, after: '' };
}

/**
 * A list, or a part of it.
 *
 * @throws ApiError 400, 410 when its version is forgotten, 422, 504 when its
 *   version is in the future
 */
export function listOf({ api: { store } }: ServerParts, call: ResourceCall) {
  const { type, options } = call;
  const { limit, labelSelector, fieldSelector } = options;
  const { revision, after } = beginOf(call, store.revision);
  const left = selected(store, call, revision).filter(
    object => keyOf(object) > after,
  );
  const items = limit ? left.slice(0, limit) : left;
  const remaining = left.length - items.length;
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {
      resourceVersion: String(revision),
      ...(remaining && {
        continue: tokenOf(revision, items[items.length - 1]),
      }),
      ...(remaining &&
        !labelSelector &&
        !fieldSelector && { remainingItemCount: remaining }),
    },
    // In a list, only custom resources carry their kind and version.
    items: BUILT_IN.includes(type)
      ? items.map(({ kind, apiVersion, ...item }) => item as KubeObject)
      : items,
  };
}

/** Answers a list. */
export const list: Handler = (server, call) => [200, listOf(server, call)];

/** Answers one object, or its scale. */
export const get: Handler = ({ api, writer }, call) => {
  const { type, subresource, options } = call;
  checkRevision(options.resourceVersion ?? 0, api.store.revision);
  const object = api.get(type, call);
  const isScale = subresource === 'scale';
  return [200, isScale ? writer.getScale(type, object) : object];
};

/** Answers the log of a container. @throws ApiError 400 or 404 */
export const getLog: Handler = ({ api, pods }, call) => {
  const { container, previous = false, tailLines = Infinity } = call.options;
  const pod = api.get(PODS, call);
  const { initContainers = [], containers, nodeName } = pod.spec;
  const names = [...initContainers, ...containers].map(({ name }) => name);
  if (!container && containers.length > 1) {
    const choice = names.join(' ');
    throw badRequest(
      `a container name must be specified for pod ${call.name}, choose one of: [${choice}]`,
    );
  }
  const name = container ?? containers[0].name;
  if (!names.includes(name)) {
    throw badRequest(`container ${name} is not valid for pod ${call.name}`);
  }
  const lines = nodeName ? pods.logs(pod, { container: name, previous }) : [];
  const asked = lines.slice(Math.max(0, lines.length - tailLines));
  const text = asked.map(line => `${line.text}\n`).join('');
  call.answer.text(200, text, 'text/plain');
};
