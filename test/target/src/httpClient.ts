import { Agent as HttpAgent, IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import {
  Answer,
  Query,
  RequestOptions,
  Target,
  Watch,
  WatchEvent,
} from './target';

/** How a cluster is reached over HTTP. */
export interface HttpAccess {
  url: string;
  /** The bearer token of an administrator. */
  token: string;
  /** The authority of its certificate, PEM in base64, when it has one. */
  caData?: string;
}

/** Sends requests to a cluster; `close` ends the connections. */
export type HttpClient = Pick<Target, 'request' | 'watch'> & {
  close(): void;
};

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, contentType = ''): unknown {
  return contentType.startsWith('application/json') && text
    ? JSON.parse(text)
    : text;
}

async function* eventsOf(
  response: IncomingMessage,
): AsyncGenerator<WatchEvent> {
  let unfinished = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      yield JSON.parse(line);
    }
  }
}

function toWatch(response: IncomingMessage): Watch {
  const events = eventsOf(response);
  return {
    close: () => response.destroy(),
    [Symbol.asyncIterator]: () => events,
  };
}

/** A client that keeps its connections open. */
export function createHttpClient({
  url,
  token,
  caData,
}: HttpAccess): HttpClient {
  const secure = url.startsWith('https:');
  const agent = secure
    ? new HttpsAgent({
        keepAlive: true,
        ca: caData && Buffer.from(caData, 'base64'),
      })
    : new HttpAgent({ keepAlive: true });

  const send = (method: string, path: string, options: RequestOptions) => {
    const { body, query = {}, contentType, accept } = options;
    const bearer = 'token' in options ? options.token : token;
    const payload =
      body === undefined || typeof body === 'string'
        ? body
        : JSON.stringify(body);
    return new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = (secure ? httpsRequest : request)(
        toUrl(url, path, query),
        {
          method,
          agent,
          headers: {
            accept: accept ?? 'application/json',
            'user-agent': 'conformance',
            ...(bearer && { authorization: `Bearer ${bearer}` }),
            ...(payload !== undefined && {
              'content-type': contentType ?? 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  };

  return {
    async request(method, path, options = {}): Promise<Answer> {
      const response = await send(method, path, options);
      const { statusCode = 0, headers } = response;
      const text = await textOf(response);
      const body = parsed(text, headers['content-type']);
      return { status: statusCode, headers, body };
    },
    async watch(path, query): Promise<Watch> {
      const response = await send('GET', path, {
        query: { ...query, watch: true },
      });
      if (response.statusCode !== 200) {
        throw new Error(await textOf(response));
      }
      return toWatch(response);
    },
    close: () => agent.destroy(),
  };
}

function toUrl(base: string, path: string, query: Query): URL {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      url.searchParams.set(name, String(value));
    }
  }
  return url;
}
