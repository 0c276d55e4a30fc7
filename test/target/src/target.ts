import type { IncomingHttpHeaders } from 'node:http';
import type { NodeOptions } from '@aikit-backstage/cluster-simulator';
import type { JsonObject } from '@backstage/types';

export type { NodeOptions };

/** What of a request is not its method and path. */
export interface RequestOptions {
  query?: Query;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  /** Default: `application/json`. */
  contentType?: string;
  accept?: string;
  /** Instead of the administrator's; `undefined` sends none. */
  token?: string | undefined;
}

/** Parameters of a URL; those that are `undefined` are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** An answer of the API, whatever its status. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed when it is JSON, otherwise text. */
  body: unknown;
}

/** One line of a watch. */
export interface WatchEvent {
  type: string;
  object: WatchedObject;
}

/** An object as a watch tells it; for `ERROR`, a `Status`. */
export interface WatchedObject {
  kind?: string;
  apiVersion?: string;
  metadata: {
    name: string;
    resourceVersion: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** A watch that is open. Its iterator ends when the server ends the watch. */
export interface Watch extends AsyncIterable<WatchEvent> {
  close(): void;
}

/** A request that a user has made. */
export interface UserRequest {
  verb: string;
  resource?: string;
  uri: string;
}

/** A cluster to test on, as its administrator sees it. */
export interface Target {
  readonly name: string;
  /** Sends one request; rejects only when there is no answer at all. */
  request(
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Answer>;
  /**
   * Opens a watch.
   *
   * @throws Error with the answer's body when it is refused
   */
  watch(path: string, query?: Query): Promise<Watch>;
  /** Adds nodes and waits until pods may be put on them. */
  addNodes(nodes: NodeOptions[]): Promise<void>;
  /** Ends the LeaderWorkerSet controller and its webhooks. */
  stopLws(): Promise<void>;
  /** Starts them again. */
  startLws(): Promise<void>;
  /** Cuts all connections, and listens no more. */
  stopApiServer(): Promise<void>;
  /** At the same address. */
  startApiServer(): Promise<void>;
  /** The suite's own account, as a portal uses it. */
  readonly suite: { username: string; token: string };
  /** The requests a user has made since the start, oldest first. */
  requestsBy(username: string): Promise<UserRequest[]>;
  /** What shows it, by the suite's account, in Backstage as `us-east`. */
  readonly appConfig: JsonObject;
  /** Ends the cluster. */
  stop(): Promise<void>;
}

/** A target, inside of checks and hooks only: it is started by a hook. */
export type GetTarget = () => Target;
