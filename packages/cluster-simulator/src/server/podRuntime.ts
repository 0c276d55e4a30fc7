import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pod } from '../objects/kinds';

/** A line that a container has written, without its line end. */
export interface LogLine {
  time: Date;
  text: string;
}

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

  /**
   * Answers a HTTP request to a port of a pod. `request.url` is the path as
   * the pod sees it.
   *
   * @returns false when nothing listens there: the connection is refused
   */
  serve(
    pod: Pod,
    port: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean;

  /** Of the running containers; undefined when it was not measured (yet). */
  usage(pod: Pod): ContainerUsage[] | undefined;
}
