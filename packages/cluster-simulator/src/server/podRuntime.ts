import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pod } from '../objects/kinds';

/** Names one run of one container. */
export interface ContainerRun {
  /** A container of the pod's spec: an init, app or ephemeral container. */
  container: string;
  /** Whether the run before the current one is meant. */
  previous: boolean;
}

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
   * All lines of a run until now, oldest first. Cutting them down to a number
   * of lines or to a time is the server's work.
   *
   * @throws ApiError 400 when there is no such run, such as `container "main"
   *   in pod "aikit-0" is waiting to start: ContainerCreating`
   */
  logs(pod: Pod, run: ContainerRun): LogLine[];

  /**
   * Calls back for each new line of the current run, until it has ended
   * (`onEnd`) or the follower has lost interest.
   *
   * @returns ends the callbacks
   */
  follow(
    pod: Pod,
    container: string,
    onLine: (line: LogLine) => void,
    onEnd: () => void,
  ): () => void;

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
