import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

export interface RecordedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Responder = (
  response: ServerResponse,
  request: RecordedRequest,
) => void;

/**
 * A server on loopback in the place of the Kubernetes backend. It answers one
 * request after the other with the responders it is given.
 */
export class FakeKubernetesBackend {
  readonly requests: RecordedRequest[] = [];
  readonly #responders: Responder[] = [];
  readonly #server: Server;

  static async start(): Promise<FakeKubernetesBackend> {
    const backend = new FakeKubernetesBackend();
    await new Promise<void>(resolve =>
      backend.#server.listen(0, '127.0.0.1', resolve),
    );
    return backend;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const recorded = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      };
      this.requests.push(recorded);
      const respond = this.#responders.shift();
      if (respond) {
        respond(response, recorded);
      } else {
        response.writeHead(500).end('unexpected request');
      }
    });
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/kubernetes`;
  }

  /** Adds responders for the requests to come, in order. */
  respond(...responders: Responder[]) {
    this.#responders.push(...responders);
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

export function json(
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): Responder {
  return response => {
    response
      .writeHead(code, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  };
}

/** The API server's own kind of answer to what failed. */
export function status(
  code: number,
  body: Record<string, unknown>,
  headers?: Record<string, string>,
): Responder {
  return json(
    code,
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, ...body },
    headers,
  );
}

/** An error of the Kubernetes backend itself. */
export function backendError(
  code: number,
  name: string,
  message: string,
): Responder {
  return json(code, {
    error: { name, message },
    response: { statusCode: code },
  });
}

/** Sends the chunks one by one, then does what `then` says. */
export function chunks(
  parts: (string | Uint8Array)[],
  then: 'end' | 'destroy' | 'hang' = 'end',
): Responder {
  return async response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const part of parts) {
      response.write(part);
      // Lets the chunk leave by itself.
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    if (then === 'end') {
      response.end();
    } else if (then === 'destroy') {
      response.destroy();
    }
  };
}

/** Never answers. */
export const silence: Responder = () => {};
