import { ApiError, badRequest } from '../api/apiError';
import { Pod } from '../objects/kinds';
import { Clock } from '../runtime/clock';
import { ContainerRun, LogLine, PodRuntime } from '../server/podRuntime';
import { Behaviours } from './behaviours';
import { ContainerState } from './containers';
import { logLines, logRequest, Run } from './logs';
import { modelOf } from './model';
import { Nodes } from './nodes';
import { serveModel } from './openai';
import { Pods } from './pods';
import { containerUsage } from './usage';

const FOLLOW_MS = 250;
const DEFAULT_PORT = 8080;

/** What the API server asks of kubelets: logs, usage, and ports of containers. */
export function containerRuntime(
  clock: Clock,
  nodes: Nodes,
  pods: Pods,
  behaviours: Behaviours,
): PodRuntime {
  const now = () => clock.now().getTime();
  const linesOf = ({ spec }: ContainerState, run: Run): LogLine[] =>
    logLines(spec.image ?? '', run, now());

  return {
    logs(pod, run) {
      checkNode(nodes, pod);
      const container = pods.container(pod, run.container);
      return linesOf(container!, runOf(pod, container, run));
    },

    follow(pod, name, onLine, onEnd) {
      const container = pods.container(pod, name);
      const run = container?.run;
      let from = now();
      let cancel = () => {};
      const look = () => {
        // Not the lines of this millisecond: there may come more of them.
        const until = now() - 1;
        if (container && run) {
          linesOf(container, run)
            .filter(({ time }) => +time > from && +time <= until)
            .forEach(onLine);
        }
        from = Math.max(from, until);
        const isOver =
          !run ||
          (run.endedAt !== undefined && run.endedAt <= until) ||
          pods.container(pod, name) !== container;
        if (isOver) {
          onEnd();
        } else {
          cancel = clock.setTimeout(look, FOLLOW_MS);
        }
      };
      cancel = clock.setTimeout(look, FOLLOW_MS);
      return () => cancel();
    },

    serve(pod, port, request, response) {
      const container = listener(pods.containers(pod), port);
      if (!container || !nodes.isAlive(pod.spec.nodeName!)) {
        return false;
      }
      response.once('finish', () =>
        logRequest(
          container.run!,
          clock.now(),
          `INF Success method=${request.method} path=${request.url} status=${response.statusCode}`,
        ),
      );
      serveModel(modelOf(container.spec.image ?? ''), request, response).catch(
        () => response.destroy(),
      );
      return true;
    },

    usage(pod) {
      const running = pods
        .containers(pod)
        .filter(({ phase }) => phase === 'running');
      return running.length > 0 && nodes.isAlive(pod.spec.nodeName!)
        ? running.map(container =>
            containerUsage(pod, container, behaviours, now()),
          )
        : undefined;
    },
  };
}

/** The ready container that has a port; without a list of ports, it is 8080. */
function listener(
  containers: ContainerState[],
  port: number,
): ContainerState | undefined {
  return containers.find(
    ({ status, spec, phase }) =>
      phase === 'running' &&
      status.ready &&
      (spec.ports?.length
        ? spec.ports.some(({ containerPort }) => containerPort === port)
        : port === DEFAULT_PORT),
  );
}

function checkNode(nodes: Nodes, pod: Pod) {
  const { nodeName = '' } = pod.spec;
  if (!nodes.isAlive(nodeName)) {
    const { ip } = nodes.record(nodeName);
    const { namespace, name } = pod.metadata;
    throw new ApiError(
      500,
      'InternalError',
      `Get "https://${ip}:10250/containerLogs/${namespace}/${name}": dial tcp ${ip}:10250: connect: no route to host`,
    );
  }
}

/** Source of the texts: `validateContainerLogStatus` of the kubelet. */
function runOf(
  { metadata }: Pod,
  container: ContainerState | undefined,
  { container: name, previous }: ContainerRun,
): Run {
  const where = `container "${name}" in pod "${metadata.name}"`;
  if (!container) {
    throw badRequest(`${where} is not available`);
  }
  const { status, run, previousRun } = container;
  if (previous) {
    const last = status.state?.waiting ? run : previousRun;
    if (!last) {
      throw badRequest(`previous terminated ${where} not found`);
    }
    return last;
  }
  if (!run) {
    const reason = status.state?.waiting?.reason ?? '';
    const said: Record<string, string> = {
      ErrImagePull: "image can't be pulled",
      ImagePullBackOff: 'trying and failing to pull image',
    };
    throw badRequest(`${where} is waiting to start: ${said[reason] ?? reason}`);
  }
  return run;
}
