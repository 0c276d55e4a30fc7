import { ApiError, badRequest } from '../api/apiError';
import { PODS, SERVICES } from '../objects/resourceTypes';
import { matchesSelector } from '../objects/selector';
import { isPodReady } from '../runtime/pods';
import { Handler } from './call';

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

/**
 * Passes a request on to a ready pod that a Service stands for. The Service is
 * named with its port: `aikit:8080` or `aikit:http`.
 *
 * @throws ApiError 404, or 503 when nobody listens
 */
export const serviceProxy: Handler = ({ api, pods }, call) => {
  const { namespace, request, answer } = call;
  const [name, wanted = ''] = call.name.split(':');
  const { spec } = api.get(SERVICES, { namespace, name });
  const servicePort = spec.ports?.find(
    port => String(port.port) === wanted || (port.name ?? '') === wanted,
  );
  const pod = [...api.store.list(PODS, namespace)].find(
    each =>
      isPodReady(each) &&
      spec.selector &&
      matchesSelector(each.metadata.labels, { matchLabels: spec.selector }),
  );
  const target = servicePort?.targetPort ?? servicePort?.port;
  const named = pod?.spec.containers
    .flatMap(({ ports = [] }) => ports)
    .find(port => port.name === target);
  const port = named ? named.containerPort : Number(target);
  request.url = call.rest;
  if (!pod || !port || !pods.serve(pod, port, request, answer.response)) {
    throw new ApiError(
      503,
      'ServiceUnavailable',
      pod && port
        ? `error trying to reach service: dial tcp ${pod.status?.podIP}:${port}: connect: connection refused`
        : `no endpoints available for service "${call.name}"`,
    );
  }
};
