import { KubeObject } from '../objects/types';
import { EventContent, EventRecorder } from '../runtime/events';
import { LeaderScale } from './rollingUpdate';
import { LeaderWorkerSet } from './types';

/** What LWS was doing when it had something to tell. */
export type Action = 'Create' | 'Update' | 'Delete';

/** Tells of a LeaderWorkerSet, in LWS's words. */
export class SetEvents {
  constructor(private readonly events: EventRecorder) {}

  /** @param related - another object that it is about */
  tell(
    lws: LeaderWorkerSet,
    action: Action,
    content: Pick<EventContent, 'reason' | 'message'>,
    related?: KubeObject,
  ) {
    this.events.record(lws, { type: 'Normal', action, ...content, related });
  }

  /**
   * Does something, and tells when it fails.
   *
   * @param failure - begins the message, before that of the error
   * @throws what `work` throws
   */
  tryTo<T>(
    lws: LeaderWorkerSet,
    action: Action,
    failure: string,
    work: () => T,
    related?: KubeObject,
  ): T {
    try {
      return work();
    } catch (error) {
      this.events.record(lws, {
        type: 'Warning',
        reason: `Failed${action}`,
        action,
        message: `${failure}: ${
          error instanceof Error ? error.message : error
        }`,
        related,
      });
      throw error;
    }
  }

  /** Tells when groups that a rollout had added are about to go. */
  tellOfSurge(lws: LeaderWorkerSet, before: number, { replicas }: LeaderScale) {
    const { name } = lws.metadata;
    const last = `${name}-${before - 1}`;
    if (replicas < before) {
      this.tell(lws, 'Delete', {
        reason: 'GroupsProgressing',
        message:
          replicas === before - 1
            ? `deleting surge replica ${last}`
            : `deleting surge replicas from ${name}-${replicas} to ${last}`,
      });
    }
  }

  /** Tells when a rollout goes on to other groups. */
  tellOfRollout(
    lws: LeaderWorkerSet,
    before: number,
    { partition }: LeaderScale,
    revision: KubeObject,
  ) {
    if (partition !== before) {
      const message =
        partition === before - 1
          ? `Updating replica ${partition}`
          : `Updating replicas ${partition} to ${before - 1} (inclusive)`;
      const content = { reason: 'GroupsUpdating', message };
      this.tell(lws, 'Update', content, revision);
    }
  }
}
