import { JumpingClock } from '../../api/clock';
import { ObjectApi } from '../../api/objectApi';
import { ObjectStore } from '../../api/objectStore';
import { Pod } from '../../objects/kinds';
import { NAMESPACES, PODS } from '../../objects/resourceTypes';
import { TypeRegistry } from '../../resources/typeRegistry';
import { ObjectWriter } from '../../writes/objectWriter';
import { ApiServer, ApiServerOptions } from '../apiServer';

/** The token of the only user of a {@link TestServer}. */
const TOKEN = 'secret';

/** An answer that has ended. */
export interface TestAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Of a text that is JSON. */
  body: Record<string, never> & {
    message: string;
    reason: string;
    metadata: { resourceVersion: string; continue?: string };
    items: { metadata: { name: string } }[];
  };
}

/** A server with nothing behind it, for tests. */
export class TestServer {
  private constructor(readonly api: ObjectApi, readonly server: ApiServer) {}

  static async start(
    options: Partial<ApiServerOptions> = {},
  ): Promise<TestServer> {
    const api = new ObjectApi(new ObjectStore(), new JumpingClock());
    const registry = new TypeRegistry(api);
    const server = new ApiServer({
      api,
      registry,
      writer: new ObjectWriter(api, registry),
      pods: { logs: () => [], usage: () => undefined },
      tokens: new Map([[TOKEN, 'tester']]),
      ...options,
    });
    await server.start();
    api.create(NAMESPACES, { metadata: { name: 'default' } });
    return new TestServer(api, server);
  }

  pod(name: string, labels: Record<string, string> = {}, nodeName?: string) {
    return this.api.create<Pod>(PODS, {
      metadata: { name, namespace: 'default', labels },
      spec: { containers: [{ name: 'main', image: 'model' }], nodeName },
    });
  }

  /** Forgets what has happened to pods until now. */
  forgetPods() {
    const { store } = this.api;
    store.history(PODS).compact(store.revision);
  }

  /** Changes the labels of a pod. */
  label(name: string, labels: Record<string, string>) {
    const pod = this.api.get(PODS, { namespace: 'default', name });
    this.api.update(PODS, { ...pod, metadata: { ...pod.metadata, labels } });
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.server.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}`, ...init.headers },
    });
  }

  async get(path: string, init?: RequestInit): Promise<TestAnswer> {
    const response = await this.request(path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && !text.includes('}\n{') ? JSON.parse(text) : undefined,
    };
  }

  /** The lines of a watch, as they come. */
  async *watch(path: string, signal?: AbortSignal) {
    const response = await this.request(path, { signal });
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.map(line => JSON.parse(line) as WatchedEvent);
    }
  }
}

/** A line of a watch. */
export interface WatchedEvent {
  type: string;
  object: {
    code?: number;
    message?: string;
    metadata: {
      name: string;
      resourceVersion: string;
      annotations?: Record<string, string>;
    };
  };
}

/** The next lines of a watch, in short: `ADDED a`. */
export async function next(
  events: AsyncGenerator<WatchedEvent>,
  count: number,
): Promise<string[]> {
  const found: string[] = [];
  while (found.length < count) {
    const { value, done } = await events.next();
    if (done) {
      break;
    }
    found.push(`${value.type} ${value.object.metadata.name ?? ''}`.trim());
  }
  return found;
}
