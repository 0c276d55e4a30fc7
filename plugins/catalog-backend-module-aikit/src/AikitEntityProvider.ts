import { setTimeout as delay } from 'node:timers/promises';
import {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { WORKLOADS_EVENT_TOPIC } from '@aikit-backstage/plugin-aikit-common';
import { AikitService, coalesce } from '@aikit-backstage/plugin-aikit-node';
import { toComponents } from './entities/toComponents';
import { planMutation } from './refresh/planMutation';

const PROVIDER_NAME = 'aikit-workloads';

/** Changes come in bursts: a submission touches several objects. */
const EVENT_DELAY_MS = 200;

/** The AIKit backend may still be starting when the catalog is ready. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export interface AikitEntityProviderOptions {
  aikit: AikitService;
  auth: AuthService;
  events: EventsService;
  logger: LoggerService;
  /** Runs the regular refresh, which also mends what an event missed. */
  taskRunner: SchedulerServiceTaskRunner;
  /** Ends what is under way, when the backend shuts down. */
  signal?: AbortSignal;
  /** Milliseconds before each further attempt at asking the AIKit backend. */
  retryDelaysMs?: number[];
}

/**
 * Turns the workloads that were submitted through the portal, and run, into
 * catalog components.
 *
 * The components carry no location key: a component of the same reference that
 * is described elsewhere (in a repository, say) takes their place.
 *
 * When the AIKit backend does not answer, the catalog keeps what it has.
 */
export class AikitEntityProvider implements EntityProvider {
  private readonly options: AikitEntityProviderOptions;
  private readonly logger: LoggerService;
  private connection?: EntityProviderConnection;
  /** Clusters by reference of each component this process has emitted. */
  private emitted = new Map<string, string[]>();

  constructor(options: AikitEntityProviderOptions) {
    this.options = options;
    this.logger = options.logger.child({ target: PROVIDER_NAME });
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { events, taskRunner } = this.options;
    this.connection = connection;
    const refreshes = coalesce(() => this.refresh(), EVENT_DELAY_MS);
    await events.subscribe({
      id: PROVIDER_NAME,
      topics: [WORKLOADS_EVENT_TOPIC],
      onEvent: async () => refreshes.request(),
    });
    await taskRunner.run({ id: PROVIDER_NAME, fn: () => refreshes.now() });
  }

  /** Tells the catalog what runs now. Failures are logged, never thrown. */
  private async refresh(): Promise<void> {
    const { signal, retryDelaysMs = RETRY_DELAYS_MS } = this.options;
    for (const retryDelay of [...retryDelaysMs, undefined]) {
      try {
        await this.refreshOnce();
        return;
      } catch (error) {
        if (signal?.aborted) {
          return;
        }
        if (retryDelay === undefined) {
          this.logger.warn(
            'Cannot refresh the components of AIKit workloads; the catalog keeps those it has until the next attempt',
            toError(error),
          );
          return;
        }
        this.logger.debug(
          'AIKit workloads are not to be had yet',
          toError(error),
        );
        await delay(retryDelay, undefined, { signal, ref: false }).catch(
          () => undefined,
        );
      }
    }
  }

  private async refreshOnce(): Promise<void> {
    const { aikit, auth, signal } = this.options;
    const { clusters, items } = await aikit.workloads({
      credentials: await auth.getOwnServiceCredentials(),
      signal,
    });
    const components = toComponents(items, this.logger);
    const mutation = planMutation({
      clusters,
      components,
      emitted: this.emitted,
    });
    if (!mutation || !this.connection) {
      return;
    }
    await this.connection.applyMutation(mutation);

    const places = [...components].map(
      ([ref, component]) => [ref, component.clusters] as const,
    );
    if (mutation.type === 'full') {
      this.emitted = new Map(places);
    } else {
      this.emitted = new Map([...this.emitted, ...places]);
      for (const removed of mutation.removed) {
        if ('entityRef' in removed) {
          this.emitted.delete(removed.entityRef);
        }
      }
    }
  }
}
