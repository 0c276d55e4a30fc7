import {
  ObservedEvent,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import { observedMeta, shortened } from './metadata';

interface RawEvent extends KubernetesObject {
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  involvedObject?: {
    kind?: string;
    namespace?: string;
    name?: string;
    uid?: string;
  };
  series?: { count?: number; lastObservedTime?: string | null } | null;
  eventTime?: string | null;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
}

const KINDS = new Set([
  'LeaderWorkerSet',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Pod',
]);

/** What is kept of an event; nothing of one about another kind of object. */
export function observedEvent(
  object: KubernetesObject,
): ObservedEvent | undefined {
  const event = object as RawEvent;
  const regarding = event.involvedObject;
  if (!regarding?.kind || !regarding.uid || !KINDS.has(regarding.kind)) {
    return undefined;
  }
  return {
    ...observedMeta(object, () => false),
    kind: 'Event',
    type: event.type ?? '',
    reason: shortened(event.reason ?? ''),
    message: shortened(event.message ?? ''),
    regarding: {
      kind: regarding.kind,
      namespace: regarding.namespace ?? '',
      name: regarding.name ?? '',
      uid: regarding.uid,
    },
    count: event.series?.count ?? event.count ?? 1,
    lastSeen: latest([
      event.series?.lastObservedTime,
      event.lastTimestamp,
      event.eventTime,
      event.firstTimestamp,
      object.metadata.creationTimestamp,
    ]),
  };
}

/**
 * Old recorders fill the timestamps, new ones `eventTime` and `series` only.
 * They differ in precision, so they are compared as times, not as text.
 */
function latest(times: (string | null | undefined)[]): string {
  let last = '';
  for (const time of times) {
    if (time && !(Date.parse(time) <= Date.parse(last))) {
      last = time;
    }
  }
  return last;
}
