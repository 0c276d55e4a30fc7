import {
  WORKLOADS_EVENT_TOPIC,
  workloadsSignalChannel,
} from '@aikit-backstage/plugin-aikit-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';

/**
 * Tells browsers and other plugins that there is something new. Whoever misses
 * it asks a little later by themselves, so failures are only logged.
 */
export class Announcements {
  readonly #signals: SignalsService;
  readonly #events: EventsService;
  readonly #logger: LoggerService;

  constructor(options: {
    signals: SignalsService;
    events: EventsService;
    logger: LoggerService;
  }) {
    this.#signals = options.signals;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /** To all browsers: they fetch what they may see. */
  entityChanged(entityRef: string, version: string): void {
    this.#publish(`the new version of ${entityRef}`, () =>
      this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: workloadsSignalChannel(entityRef),
        message: { version },
      }),
    );
  }

  /** To other plugins: they ask for what the portal has submitted. */
  portalWorkloadsChanged(): void {
    this.#publish('a change of workloads', () =>
      this.#events.publish({ topic: WORKLOADS_EVENT_TOPIC, eventPayload: {} }),
    );
  }

  async #publish(what: string, publish: () => Promise<void>): Promise<void> {
    try {
      await publish();
    } catch (error) {
      this.#logger.warn(`Could not announce ${what}`, toError(error));
    }
  }
}
