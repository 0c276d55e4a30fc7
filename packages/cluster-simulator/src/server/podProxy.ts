import { ApiError, badRequest } from '../api/apiError';
import { matchesSelector } from '../controllers/selector';
import { Pod } from '../objects/kinds';
import { PODS, SERVICES } from '../objects/resourceTypes';
import { Call, ServerParts } from './call';

/** Where a request is passed on to. */
interface Target {
  pod: Pod;
  port: number;
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}

/** Reads `name`, `name:port` or `scheme:name:port`. */
function nameAndPort(text = ''): { name: string; port: string } {
  const parts = text.split(':');
  const [name, port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  return { name, port };
}

function portsOf({ spec }: Pod) {
  return spec.containers.flatMap(({ ports = [] }) => ports);
}

function podTarget({ api }: ServerParts, { path }: Call): Target {
  const { name, port } = nameAndPort(path.name);
  const pod = api.get(PODS, { namespace: path.namespace, name });
  if (!pod.status?.podIP) {
    throw badRequest('address not allowed');
  }
  return { pod, port: Number(port || portsOf(pod)[0]?.containerPort || 80) };
}

/** A ready pod that a Service selects, and the port that its port means. */
function serviceTarget({ api }: ServerParts, { path }: Call): Target {
  const { namespace } = path;
  const { name, port } = nameAndPort(path.name);
  const { spec } = api.get(SERVICES, { namespace, name });
  const isNumber = /^\d+$/.test(port);
  const found = spec.ports?.find(candidate =>
    isNumber
      ? candidate.port === Number(port)
      : (candidate.name ?? '') === port,
  );
  if (!found && isNumber) {
    throw unavailable(`no service port ${port} found for service "${name}"`);
  }
  for (const pod of found && spec.selector
    ? api.store.list(PODS, namespace)
    : []) {
    const target = found?.targetPort ?? found?.port;
    const number =
      typeof target === 'string'
        ? portsOf(pod).find(each => each.name === target)?.containerPort
        : target;
    const isReady = pod.status?.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
    if (
      number &&
      matchesSelector(pod.metadata.labels, { matchLabels: spec.selector }) &&
      (isReady || (spec.publishNotReadyAddresses && pod.status?.podIP))
    ) {
      return { pod, port: number };
    }
  }
  throw unavailable(`no endpoints available for service "${path.name}"`);
}

/**
 * Passes a request on to a pod, or to one that a Service stands for.
 *
 * @throws ApiError 404, or 503 when nobody listens
 */
export function proxy(parts: ServerParts, call: Call) {
  const { type, path, request, answer } = call;
  const isService = type.plural === SERVICES.plural;
  const { pod, port } = (isService ? serviceTarget : podTarget)(parts, call);
  const { search } = new URL(request.url ?? '/', 'http://localhost');
  request.url = `${path.rest}${search}`;
  if (!parts.pods?.serve(pod, port, request, answer.response)) {
    throw unavailable(
      `error trying to reach service: dial tcp ${pod.status?.podIP}:${port}: connect: connection refused`,
    );
  }
}
