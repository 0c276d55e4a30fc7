/**
 * Signal channel on which the backend says that the answer for an entity has a
 * new version. The message is `{ version }` and tells nothing else, so anyone
 * may subscribe; the answer itself is fetched, and authorised, over HTTP.
 *
 * @param entityRef - full reference, such as `component:default/chat`
 * @public
 */
export function workloadsSignalChannel(entityRef: string): string {
  return `aikit:${entityRef.toLocaleLowerCase('en-US')}`;
}

/**
 * Message on {@link workloadsSignalChannel}.
 *
 * @public
 */
export type WorkloadsSignal = { version: string };

/**
 * Event topic on which the backend says that a workload submitted through the
 * portal has appeared, changed its catalog annotations or gone. The payload is
 * empty: subscribers ask `GET /api/aikit/workloads`.
 *
 * @public
 */
export const WORKLOADS_EVENT_TOPIC = 'aikit.workloads';
