import { ApiError, badRequest } from '../api/apiError';
import { Pod } from '../objects/kinds';
import { podRequests } from '../scheduler/podRequests';
import { PodRuntime } from '../server/podRuntime';
import { Container } from './container';
import { serveModel } from './openai';

const DEFAULT_PORT = 8080;
/** What a kubelet says of containers that have no log yet. */
const PULL_FAILURES: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/**
 * What the API server asks of kubelets: logs, usage, and ports of containers.
 *
 * @param containersOf - undefined when the pod's node cannot be reached
 */
export function containerRuntime(
  containersOf: (pod: Pod) => Container[] | undefined,
): PodRuntime {
  return {
    logs(pod, { container: name, previous }) {
      const { metadata, status } = pod;
      const containers = containersOf(pod);
      if (!containers) {
        throw new ApiError(
          500,
          'InternalError',
          `Get "https://${status?.hostIP}:10250/containerLogs/${metadata.namespace}/${metadata.name}": dial tcp ${status?.hostIP}:10250: connect: no route to host`,
        );
      }
      const found = containers.find(({ spec }) => spec.name === name);
      const { waiting } = found?.status.state ?? {};
      const log = found?.logs.at(previous && !waiting ? -2 : -1);
      if (!log) {
        const where = `container "${name}" in pod "${metadata.name}"`;
        const reason = waiting?.reason ?? 'ContainerCreating';
        const waitsFor = PULL_FAILURES[reason] ?? reason;
        throw badRequest(
          previous
            ? `previous terminated ${where} not found`
            : `${where} is waiting to start: ${waitsFor}`,
        );
      }
      return log;
    },

    serve(pod, port, request, response) {
      const container = containersOf(pod)?.find(({ status, spec }) => {
        const { ports = [{ containerPort: DEFAULT_PORT }] } = spec;
        const hasPort = ports.some(each => each.containerPort === port);
        return hasPort && status.ready;
      });
      if (!container) {
        return false;
      }
      response.once('finish', () =>
        container.log(
          `INF Success method=${request.method} path=${request.url} status=${response.statusCode}`,
        ),
      );
      serveModel(container.spec.image ?? '', request, response).catch(() =>
        response.destroy(),
      );
      return true;
    },

    // Half of what it asks for.
    usage(pod) {
      const running = containersOf(pod)?.filter(({ isRunning }) => isRunning);
      if (!running?.length) {
        return undefined;
      }
      return running.map(({ spec }) => {
        const asked = podRequests({ containers: [spec] });
        const cpu = (asked.get('cpu') ?? 200) / 2000;
        const memory = (asked.get('memory') ?? 2 ** 29) / 2;
        return { name: spec.name, cpu, memory };
      });
    },
  };
}
