import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mockCredentials } from '@backstage/backend-test-utils';
import { freePort } from './freePort';
import type { BackendReplies, FleetReplies, ServedCluster } from './messages';
import { Read } from './reads';

const LIVE_TIMEOUT_MS = 300_000;
const children = new Set<ChildProcess>();

/** Ends every process that was started here. */
export function stopAll() {
  for (const child of children) {
    child.kill('SIGKILL');
  }
}

/** A process that answers one message after the other. */
class AnsweringProcess<Replies> {
  readonly #child: ChildProcess;

  constructor(file: string, argument = '') {
    this.#child = fork(join(__dirname, file), [argument], {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '--expose-gc',
      ],
    });
    children.add(this.#child);
    this.#child.on('exit', () => children.delete(this.#child));
  }

  /** Its next answer. @throws Error when it ends instead */
  next(): Promise<unknown> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const onExit = (code: number) =>
        reject(new Error(`a process of the benchmark ended with ${code}`));
      // What transforms TypeScript sends messages of its own.
      const onMessage = (message: { answer?: unknown }) => {
        if ('answer' in message) {
          child.off('message', onMessage).off('exit', onExit);
          resolve(message.answer);
        }
      };
      child.on('message', onMessage).once('exit', onExit);
    });
  }

  async ask<Verb extends keyof Replies>(
    message: { do: Verb } & { [argument: string]: unknown },
  ): Promise<Replies[Verb]> {
    const answer = this.next();
    this.#child.send(message);
    return (await answer) as Replies[Verb];
  }

  async stop() {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** The process with the clusters. */
export class FleetProcess extends AnsweringProcess<FleetReplies> {
  static async start(): Promise<FleetProcess> {
    const fleet = new FleetProcess('fleet.ts');
    await fleet.next();
    return fleet;
  }
}

/** The process with the Kubernetes and the AIKit backend. */
export class BackendProcess extends AnsweringProcess<BackendReplies> {
  #port = 0;
  #startedAt = 0;

  static async start(clusters: ServedCluster[]): Promise<BackendProcess> {
    const port = await freePort();
    const backend = new BackendProcess(
      'backend.ts',
      JSON.stringify({ port, clusters }),
    );
    backend.#port = port;
    await backend.next();
    backend.#startedAt = performance.now();
    return backend;
  }

  /** Seconds since the start until every cluster is live. */
  async untilLive(): Promise<number> {
    while (performance.now() - this.#startedAt < LIVE_TIMEOUT_MS) {
      const { body } = await this.#get('/api/aikit/clusters');
      const { items } = JSON.parse(body) as { items: { state: string }[] };
      if (items.length > 0 && items.every(({ state }) => state === 'live')) {
        return (performance.now() - this.#startedAt) / 1000;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error('the clusters do not become live');
  }

  readEntity(etag?: string) {
    return this.#get(
      '/api/aikit/entities/component/default/large/workloads',
      etag ? { 'if-none-match': etag } : {},
    );
  }

  /** What the Kubernetes plugin's own card asks for. */
  readKubernetes() {
    const entityRef = 'component:default/large';
    const path = '/api/kubernetes/resources/workloads/query';
    return this.#get(path, {}, { entityRef, auth: {} });
  }

  /** How many pods of the entity are shown as ready, after a while. */
  async readyPods(afterMs: number): Promise<number> {
    await new Promise(resolve => setTimeout(resolve, afterMs));
    const { items } = JSON.parse((await this.readEntity()).body) as {
      items: { pods: { ready: number } }[];
    };
    return items.reduce((sum, { pods }) => sum + pods.ready, 0);
  }

  async #get(
    path: string,
    headers: Record<string, string> = {},
    post?: object,
  ): Promise<Read & { body: string }> {
    try {
      return await this.#ask(path, headers, post);
    } catch (error) {
      // An idle connection that the server closes just when it is used again.
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') {
        throw error;
      }
      return this.#ask(path, headers, post);
    }
  }

  async #ask(
    path: string,
    headers: Record<string, string>,
    post?: object,
  ): Promise<Read & { body: string }> {
    const start = performance.now();
    const sent = request({
      host: '127.0.0.1',
      port: this.#port,
      path,
      method: post ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(),
        'accept-encoding': 'gzip',
        'content-type': 'application/json',
        ...headers,
      },
    });
    sent.end(post && JSON.stringify(post));
    const [response] = await once(sent, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    const ms = performance.now() - start;
    const bytes = Buffer.concat(chunks);
    const body =
      response.headers['content-encoding'] === 'gzip'
        ? gunzipSync(bytes)
        : bytes;
    if (![200, 304].includes(response.statusCode)) {
      throw new Error(`${path}: ${response.statusCode} ${body}`);
    }
    return {
      ms,
      status: response.statusCode,
      etag: response.headers.etag,
      bytes: bytes.length,
      bodyBytes: body.length,
      body: body.toString(),
    };
  }
}
