import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { ClusterErrorContext } from './errors';
import { KubernetesStatus, statusError } from './statusError';
import { KubernetesObject, KubernetesWatchEvent } from './types';

// More than etcd takes of one object: a line this long is no event.
const MAX_LINE = 16 * 1024 * 1024;

/**
 * The events of a watch, from the bytes of its answer: one JSON document a
 * line. Chunks may end anywhere, inside a character too.
 *
 * @throws {@link ClusterError} for an `ERROR` event, `gone` when the resource
 *   version is too old; a plain error for a line that is not an event, and for
 *   a stream that ends within a line
 */
export async function* watchEvents(
  context: ClusterErrorContext,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<KubernetesWatchEvent> {
  for await (const line of lines(body)) {
    if (line.trim()) {
      yield watchEvent(context, line);
    }
  }
}

async function* lines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n');
    parts[0] = rest + parts[0];
    rest = parts.pop() ?? '';
    if (rest.length > MAX_LINE) {
      throw new Error(
        `the watch sent a line of more than ${MAX_LINE} characters`,
      );
    }
    yield* parts;
  }
  rest += decoder.decode();
  if (rest.trim()) {
    throw new Error('the watch broke off in the middle of an event');
  }
}

function watchEvent(
  context: ClusterErrorContext,
  line: string,
): KubernetesWatchEvent {
  const { type, object } = parse(line);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object: object as KubernetesObject };
    case 'BOOKMARK': {
      const { resourceVersion } = (object as KubernetesObject).metadata;
      return { type, resourceVersion: resourceVersion ?? '' };
    }
    case 'ERROR': {
      const status = object as KubernetesStatus;
      throw statusError(context, { code: status.code ?? 500, status }, false);
    }
    default:
      throw new Error(`the watch sent an event of unknown type '${type}'`);
  }
}

function parse(line: string): { type?: unknown; object: object } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`the watch sent what is not JSON: ${line.slice(0, 100)}`);
  }
  if (isMap(value) && isMap(value.object)) {
    return { type: value.type, object: value.object };
  }
  throw new Error(`the watch sent what is not an event: ${line.slice(0, 100)}`);
}
