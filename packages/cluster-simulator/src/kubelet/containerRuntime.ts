import { ApiError, badRequest } from '../api/apiError';
import { Pod } from '../objects/kinds';
import { podRequests } from '../objects/podRequests';
import { Container, LogLine } from './container';

/** What a container uses. */
export interface ContainerUsage {
  name: string;
  /** Cores; 0.25 is `250m`. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/**
 * What the API server asks of the kubelet that runs a pod. The server has
 * checked that the pod exists, has a node, and has such a container.
 */
export interface PodRuntime {
  /**
   * All lines of a container's run until now, oldest first.
   *
   * @param run - of an init or app container; `previous` is the one before the
   *   current one
   * @throws ApiError 400 when there is no such run, such as `container "main"
   *   in pod "aikit-0" is waiting to start: ContainerCreating`
   */
  logs(pod: Pod, run: { container: string; previous: boolean }): LogLine[];

  /** Of the running containers; undefined while nothing is measured. */
  usage(pod: Pod): ContainerUsage[] | undefined;
}

/** What a kubelet says of containers that have no log yet. */
const PULL_FAILURES: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/**
 * What the API server asks of kubelets: logs and usage.
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
