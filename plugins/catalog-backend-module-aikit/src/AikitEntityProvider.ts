import {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ClusterStatus,
  fullEntityRef,
  Policy,
  WORKLOADS_EVENT_TOPIC,
} from '@aikit-backstage/plugin-aikit-common';
import {
  AikitService,
  coalesce,
  pause,
  systemClock,
} from '@aikit-backstage/plugin-aikit-node';
import { claimantsByRef, claimantsIn, contested } from './claims';
import { RunningComponent, toComponents } from './toComponents';

const PROVIDER_NAME = 'aikit-workloads';

/** Changes come in bursts: a submission touches several objects. */
const EVENT_DELAY_MS = 200;

/** The AIKit backend may still be starting when the catalog is ready. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export interface AikitEntityProviderOptions {
  aikit: AikitService;
  auth: AuthService;
  /** Says whose a contested entity has been so far. */
  catalog: CatalogService;
  events: EventsService;
  logger: LoggerService;
  policy: Policy;
  /** Runs the regular refresh, in case an event was missed. */
  taskRunner: SchedulerServiceTaskRunner;
  /** Aborts when the backend shuts down. */
  signal?: AbortSignal;
  /** Milliseconds to wait before each further attempt to ask the backend. */
  retryDelaysMs?: number[];
}

/**
 * Turns running workloads that were submitted through the portal into catalog
 * components.
 *
 * The components have no location key, so that a description of the same
 * component elsewhere, such as in a repository, takes their place.
 *
 * While the AIKit backend does not answer, the catalog keeps what it has.
 */
export class AikitEntityProvider implements EntityProvider {
  private readonly options: AikitEntityProviderOptions;
  private readonly logger: LoggerService;
  private connection?: EntityProviderConnection;
  /** Clusters of each component that this process has emitted, by reference. */
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
          'The AIKit backend does not answer yet',
          toError(error),
        );
        await pause(systemClock, retryDelay, signal);
      }
    }
  }

  private async refreshOnce(): Promise<void> {
    const { aikit, auth, policy, signal } = this.options;
    const answer = await aikit
      .as(await auth.getOwnServiceCredentials())
      .portalWorkloads({ signal });
    const { clusters } = answer;
    const claimants = claimantsIn(answer);
    const ownersBefore = await this.ownersOf(
      isUnlisted(clusters)
        ? [...claimantsByRef(claimants).keys()]
        : contested(claimants),
    );
    const components = toComponents(claimants, {
      policy,
      ownersBefore,
      logger: this.logger,
    });
    if (isUnlisted(clusters)) {
      leaveToOwners(components, ownersBefore);
    }
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

  /** The owners that the catalog has of entities, all by full reference. */
  private async ownersOf(entityRefs: string[]): Promise<Map<string, string>> {
    const { catalog, auth } = this.options;
    const known = entityRefs.filter(ref => fullEntityRef(ref) !== undefined);
    if (known.length === 0) {
      return new Map();
    }
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: known, fields: ['kind', 'metadata', 'spec.owner'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return new Map(
      items.flatMap(entity => {
        const owner = fullEntityRef(String(entity?.spec?.owner), 'group');
        return entity && owner
          ? [[stringifyEntityRef(entity), owner] as const]
          : [];
      }),
    );
  }
}

/** Whether there is a cluster of which nobody knows what runs there. */
function isUnlisted(clusters: ClusterStatus[]): boolean {
  return clusters.some(
    ({ state }) => state === 'connecting' || state === 'unavailable',
  );
}

/**
 * Leaves entities that would change their owner as the catalog has them: the
 * workload of the owner before may be where nobody can look at the moment.
 */
function leaveToOwners(
  components: Map<string, RunningComponent>,
  ownersBefore: Map<string, string>,
): void {
  for (const [ref, { entity }] of components) {
    const before = ownersBefore.get(ref);
    if (before && before !== fullEntityRef(entity.spec.owner, 'group')) {
      components.delete(ref);
    }
  }
}

/**
 * Decides what to tell the catalog.
 *
 * If every cluster has been listed, the catalog gets the whole list. If one has
 * not, nobody knows what runs there: then components are added, and one is only
 * removed if this process emitted it and all of its clusters are live. So one bad
 * cluster neither removes nor holds up the entities of the others.
 *
 * @param emitted - clusters of each component emitted so far, by reference
 * @returns undefined if nothing is known: a backend that has only just started
 * answers without any cluster.
 */
function planMutation(options: {
  clusters: ClusterStatus[];
  components: Map<string, RunningComponent>;
  emitted: Map<string, string[]>;
}): EntityProviderMutation | undefined {
  const { clusters, components, emitted } = options;
  if (clusters.length === 0) {
    return undefined;
  }
  const entities = [...components.values()].map(({ entity }) => ({ entity }));
  if (!isUnlisted(clusters)) {
    return { type: 'full', entities };
  }
  const live = new Set(
    clusters.filter(({ state }) => state === 'live').map(({ name }) => name),
  );
  const removed = [...emitted]
    .filter(
      ([ref, places]) =>
        !components.has(ref) && places.every(place => live.has(place)),
    )
    .map(([entityRef]) => ({ entityRef }));
  return { type: 'delta', added: entities, removed };
}
