import { Cancel } from '../api/clock';
import { ObjectStore, StoreEvent } from '../api/objectStore';
import { apiVersionOf } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Handler, refuseOptions, ResourceCall } from './call';
import { checkRevision, expired, watchLine } from './errors';
import { selected } from './reads';
import { selection } from './selectors';

const BOOKMARK_INTERVAL_MS = 60_000;
/** Watches without a timeout end after half an hour to an hour. */
const MIN_TIMEOUT_SECONDS = 1800;

/** The last event that was written, for the next watch that needs it. */
let lastWritten: { event: StoreEvent; kind: string; line: string } | undefined;

/**
 * The line for an event. It is written once, because other watches of the same
 * objects mostly ask for it right before or after. An object that leaves a
 * watch is shown as it was, with the version of the event.
 */
function lineOf(event: StoreEvent, kind: string): string {
  if (lastWritten?.event !== event || lastWritten.kind !== kind) {
    const { object, previous = object, revision } = event;
    const { metadata } = previous;
    const resourceVersion = String(revision);
    const last = { ...previous, metadata: { ...metadata, resourceVersion } };
    const line = watchLine(kind, kind === 'DELETED' ? last : object);
    lastWritten = { event, kind, line };
  }
  return lastWritten.line;
}

/** An event as a watch with selectors sees it; empty when it does not. */
function shown(event: StoreEvent, matches: (object: KubeObject) => boolean) {
  const is = event.type !== 'DELETED' && matches(event.object);
  const was = event.previous !== undefined && matches(event.previous);
  if (!is) {
    return was ? lineOf(event, 'DELETED') : '';
  }
  return lineOf(event, was ? 'MODIFIED' : 'ADDED');
}

function bookmark({ type }: ResourceCall, revision: number, more = {}) {
  const metadata = { resourceVersion: String(revision), ...more };
  const head = { kind: type.kind, apiVersion: apiVersionOf(type) };
  return watchLine('BOOKMARK', { ...head, metadata });
}

/**
 * What a watch begins with: all objects and a bookmark that says so, or what
 * has happened since a version.
 *
 * @throws ApiError 400, 410, 422, 504
 */
function beginning(store: ObjectStore, call: ResourceCall): string[] {
  const { type, options } = call;
  const { resourceVersion: from = 0, sendInitialEvents } = options;
  if (sendInitialEvents && options.resourceVersionMatch !== 'NotOlderThan') {
    refuseOptions('ListOptions', 'resourceVersionMatch', {
      reason: 'FieldValueForbidden',
      message:
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    });
  }
  if (!sendInitialEvents && from > 0) {
    const history = store.history(type);
    const past = history.since(from);
    if (!past) {
      throw expired(call, history.compacted);
    }
    const matches = selection(call);
    return past.map(event => shown(event, matches));
  }
  checkRevision(from, store.revision);
  const lines = selected(store, call).map(object => watchLine('ADDED', object));
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  return sendInitialEvents && options.allowWatchBookmarks
    ? [...lines, bookmark(call, store.revision, { annotations })]
    : lines;
}

/** Answers a watch, until its time is over. */
export const watch: Handler = (server, call) => {
  const { type, answer, options } = call;
  const { store, clock } = server.api;
  const interval = server.bookmarkIntervalMs ?? BOOKMARK_INTERVAL_MS;
  const lines = beginning(store, call);
  const matches = selection(call);
  answer.begin();
  answer.write(lines.join(''));

  const seconds =
    options.timeoutSeconds || MIN_TIMEOUT_SECONDS * (1 + Math.random());
  const end = performance.now() + seconds * 1000;
  let cancel: Cancel;
  const wait = () => {
    const left = Math.max(0, end - performance.now());
    cancel = clock.setTimeout(() => {
      if (options.allowWatchBookmarks) {
        answer.write(bookmark(call, store.revision));
      }
      if (left > interval) {
        wait();
      } else {
        answer.end();
      }
    }, Math.min(interval, left));
  };
  wait();
  const unsubscribe = store.subscribe(type, event =>
    answer.write(shown(event, matches)),
  );
  answer.response.once('close', () => {
    unsubscribe();
    cancel();
  });
};
