import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { ApiError } from '../api/apiError';
import { applyFaults, distort, errorOf } from '../faults/applyFault';
import { Fault, FaultSubject } from '../faults/fault';
import { Faults } from '../faults/faults';
import { Answer } from './answer';
import { ServerParts } from './call';
import { Lists } from './lists';
import { parseResourcePath } from './resourcePath';
import { answerCall, answerPath, typeOf, verbOf } from './router';

const ANONYMOUS = 'system:anonymous';
/** Paths that need no token. */
const PUBLIC = /^\/(livez|readyz|healthz|version)(\/|$)/;
/** Idle connections are kept as long as the real server keeps them. */
const KEEP_ALIVE_MS = 180_000;
const BOOKMARK_INTERVAL_MS = 60_000;
const MAX_RECORDS = 10_000;

/** A request that came, for those who count them. */
export interface RequestRecord
  extends Pick<FaultSubject, 'user' | 'verb' | 'resource' | 'namespace'> {
  uri: string;
}

/** What a server is made of. */
export interface ApiServerOptions
  extends Omit<ServerParts, 'lists' | 'bookmarkIntervalMs'> {
  /** The name of the user for each bearer token. */
  tokens: ReadonlyMap<string, string>;
  /** On the loopback address; any free one when absent. */
  port?: number;
  /** PEM texts; with them it speaks HTTPS. */
  tls?: { key: string; cert: string };
  /** Between two bookmarks of a watch, in milliseconds; a minute when absent. */
  bookmarkIntervalMs?: number;
  faults?: Faults;
}

/** The API of a cluster over HTTP. */
export class ApiServer {
  /** Lets things go wrong. */
  readonly faults: Faults;
  readonly #options: ApiServerOptions;
  readonly #parts: ServerParts;
  readonly #requests: RequestRecord[] = [];
  #server?: Server;
  #port: number;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.faults = options.faults ?? new Faults();
    this.#parts = {
      ...options,
      lists: new Lists(options.api.store),
      bookmarkIntervalMs: options.bookmarkIntervalMs ?? BOOKMARK_INTERVAL_MS,
    };
  }

  /** Stays the same when the server is stopped and started. */
  get port(): number {
    return this.#port;
  }

  get url(): string {
    const scheme = this.#options.tls ? 'https' : 'http';
    return `${scheme}://127.0.0.1:${this.#port}`;
  }

  /** The last requests, oldest first; at most 10,000. */
  requests(): RequestRecord[] {
    return this.#requests.slice(-MAX_RECORDS);
  }

  clearRequests() {
    this.#requests.length = 0;
  }

  /** Listens. @throws when the port is taken */
  async start(): Promise<void> {
    if (this.#server) {
      return;
    }
    const { tls } = this.#options;
    const serve = (request: IncomingMessage, response: ServerResponse) =>
      void this.#serve(request, new Answer(response));
    const server = tls ? createSecureServer(tls, serve) : createServer(serve);
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Cuts all connections and listens no more, until it is started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      await new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      });
    }
  }

  async #serve(request: IncomingMessage, answer: Answer) {
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const user = this.#userOf(request, url.pathname);
      const subject = subjectOf(request, url, user ?? ANONYMOUS);
      this.#record(subject, request.url ?? '/');
      const faults = this.faults.take(subject);
      // A watch says in its own words that its version is too old.
      const late = faults.find(
        ({ kind }) => kind === 'expired' && subject.verb === 'watch',
      );
      const served = await applyFaults(
        faults.filter(fault => fault !== late),
        subject,
        answer,
        this.#parts.api.clock,
      );
      if (served && user === undefined) {
        throw new ApiError(401, 'Unauthorized', 'Unauthorized');
      }
      if (served) {
        await this.#answer(request, answer, url, subject, late);
      }
    } catch (error) {
      answer.fail(error);
    }
  }

  #record({ user, verb, resource, namespace }: FaultSubject, uri: string) {
    this.#requests.push({ user, verb, resource, namespace, uri });
    if (this.#requests.length > 2 * MAX_RECORDS) {
      this.#requests.splice(0, MAX_RECORDS);
    }
  }

  async #answer(
    request: IncomingMessage,
    answer: Answer,
    url: URL,
    subject: FaultSubject,
    late?: Fault,
  ) {
    const path = parseResourcePath(url.pathname);
    const type = path && typeOf(this.#parts, path);
    if (!type) {
      answerPath(this.#parts, url.pathname, answer);
      return;
    }
    const { user, verb } = subject;
    const opened = (fail: (error: ApiError) => void) => {
      const hit = (fault: Fault) => {
        const error = errorOf(fault, subject);
        if (error) {
          fail(error);
        } else {
          distort(fault, answer);
        }
      };
      answer.onClose(this.faults.watchOver({ subject, hit }));
      if (late) {
        hit(late);
      }
    };
    const query = url.searchParams;
    const call = { user, verb, type, path, query, request, answer, opened };
    await answerCall(this.#parts, call);
  }

  /** Undefined when one is needed and there is none. */
  #userOf({ headers }: IncomingMessage, path: string): string | undefined {
    const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    if (token === undefined) {
      return PUBLIC.test(path) ? ANONYMOUS : undefined;
    }
    return this.#options.tokens.get(token);
  }
}

function subjectOf(
  { method = 'GET' }: IncomingMessage,
  { pathname, searchParams }: URL,
  user: string,
): FaultSubject {
  const path = parseResourcePath(pathname);
  if (!path) {
    return { user, verb: 'get', resource: '', group: '', continues: false };
  }
  const { group, namespace, resource, subresource } = path;
  return {
    user,
    verb: verbOf(method, path, searchParams),
    resource: subresource ? `${resource}/${subresource}` : resource,
    group,
    namespace,
    continues: !!searchParams.get('continue'),
  };
}

/** Makes a server that listens. @throws when the port is taken */
export async function startApiServer(
  options: ApiServerOptions,
): Promise<ApiServer> {
  const server = new ApiServer(options);
  await server.start();
  return server;
}
