import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ApiError } from '../api/apiError';
import { Answer } from './answer';
import { Call, readCall, ServerParts } from './call';
import { accessDenied, fail } from './errors';
import { Faults } from './faults';
import { answerCall } from './routes';

const ANONYMOUS = 'system:anonymous';
/** What anybody may read. */
const PUBLIC = /^\/(livez|readyz|healthz|version)(\/|$)/;
/** Idle connections are kept as long as the real server keeps them. */
const KEEP_ALIVE_MS = 180_000;
/** How many requests are remembered. */
const REMEMBERED = 10_000;

/** What a server is made of. */
export interface ApiServerOptions extends ServerParts {
  /** The name of the user for each bearer token. */
  tokens: ReadonlyMap<string, string>;
  /** On the loopback address; any free one when absent. */
  port?: number;
}

/** The API of a cluster over HTTP. */
export class ApiServer {
  /** Lets things go wrong. */
  readonly faults = new Faults();
  /** The last requests, oldest first; `uri` is the path with its query. */
  readonly requests: { user: string; verb: string; uri: string }[] = [];
  #server?: Server;
  #port: number;

  constructor(private readonly options: ApiServerOptions) {
    this.#port = options.port ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before. @throws when the port is taken */
  async start(): Promise<void> {
    if (this.#server) {
      return;
    }
    const server = createServer(
      (request, response) => void this.#serve(request, new Answer(response)),
    );
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
    let call: Call | undefined;
    try {
      const user = this.#userOf(request);
      call = readCall(request, answer, user ?? ANONYMOUS);
      this.#remember(call, request.url ?? '');
      answer.response.once('close', this.faults.follow(call));
      await this.faults.hit(call, this.options.api.clock);
      if (user === undefined) {
        throw new ApiError(401, 'Unauthorized', 'Unauthorized');
      }
      if (user === ANONYMOUS && !PUBLIC.test(call.path)) {
        throw accessDenied(call);
      }
      if (!answer.closed) {
        await answerCall(this.options, call);
      }
    } catch (error) {
      fail(answer, error, call?.verb);
    }
  }

  #remember({ user, verb }: Call, uri: string) {
    this.requests.push({ user, verb, uri });
    if (this.requests.length > REMEMBERED) {
      this.requests.shift();
    }
  }

  /** Undefined when nobody has this token. */
  #userOf({ headers }: IncomingMessage): string | undefined {
    const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    return token === undefined ? ANONYMOUS : this.options.tokens.get(token);
  }
}
