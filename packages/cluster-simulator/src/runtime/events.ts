import { createHash } from 'node:crypto';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { EventObject } from '../objects/kinds';
import { EVENTS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';

/** What an {@link EventRecorder} writes. */
export interface EventContent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** Of the new form: what the component was doing, such as `Binding`. */
  action?: string;
  /** Of the new form: another object that has to do with it. */
  related?: KubeObject;
  /** The part of the object, such as `spec.containers{main}`. */
  fieldPath?: string;
  /** The node on which the component runs. */
  host?: string;
}

/**
 * Writes events in the name of one component. Repeated events about the same
 * object are counted, as client-go's recorder does.
 */
export class EventRecorder {
  /**
   * @param form - `legacy` sets first and last timestamps and a count; `new`
   *   (events.k8s.io) sets `eventTime` alone
   */
  constructor(
    private readonly api: ObjectApi,
    private readonly component: string,
    private readonly form: 'legacy' | 'new' = 'legacy',
  ) {}

  record(about: KubeObject, content: EventContent) {
    const { type, reason, message, action, fieldPath, host = '' } = content;
    const { related } = content;
    const { namespace = 'default', name, uid } = about.metadata;
    const now = this.api.clock.now();
    const digest = hash(
      `${this.component}|${uid}|${fieldPath}|${reason}|${message}|${related?.metadata.uid}`,
    );
    const eventName = `${name}.${digest}`;
    const earlier = this.api.store.get(EVENTS, namespace, eventName);
    if (earlier) {
      this.api.update(EVENTS, this.#again(earlier, now));
      return;
    }
    const time = timestamp(now);
    this.api.create(EVENTS, {
      metadata: { name: eventName, namespace },
      involvedObject: {
        ...referenceTo(about),
        ...(fieldPath && { fieldPath }),
      },
      ...(related && { related: referenceTo(related) }),
      type,
      reason,
      message,
      ...(action && { action }),
      reportingComponent: this.component,
      reportingInstance: this.form === 'new' ? this.component : host,
      ...(this.form === 'legacy'
        ? {
            source: { component: this.component, ...(host && { host }) },
            firstTimestamp: time,
            lastTimestamp: time,
            eventTime: null,
            count: 1,
          }
        : {
            source: {},
            firstTimestamp: null,
            lastTimestamp: null,
            eventTime: `${now.toISOString().slice(0, -1)}000Z`,
          }),
    });
  }

  #again(event: EventObject, now: Date): EventObject {
    return this.form === 'legacy'
      ? {
          ...event,
          count: (event.count ?? 1) + 1,
          lastTimestamp: timestamp(now),
        }
      : {
          ...event,
          series: {
            count:
              ((event.series as { count: number } | undefined)?.count ?? 1) + 1,
            lastObservedTime: `${now.toISOString().slice(0, -1)}000Z`,
          },
        };
  }
}

function referenceTo({ apiVersion, kind, metadata }: KubeObject) {
  const { namespace, name, uid, resourceVersion } = metadata;
  return { apiVersion, kind, namespace, name, uid, resourceVersion };
}

/** 16 hexadecimal digits of a text's SHA-256. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
