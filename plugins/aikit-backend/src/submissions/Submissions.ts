import { randomUUID } from 'node:crypto';
import {
  IncompleteSubmission,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  DatabaseService,
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import type { Knex } from 'knex';
import { Hold } from './Hold';
import { BegunColumns, SubmissionRow, TABLE, targetOf } from './rows';

/** How long a submission counts as under way that has not been heard of. */
const STALE_MS = 30_000;

/**
 * Submissions to clusters that are under way or have stopped half-way, in the
 * plugin's database, which all replicas of the backend share. Of two who submit
 * one workload at once only one is let through; and what a backend that was
 * killed has left is known.
 */
export class Submissions {
  readonly #database: Pick<DatabaseService, 'getClient' | 'migrations'>;
  readonly #logger: LoggerService;
  readonly #listeners = new Set<() => void>();
  #client?: Promise<Knex>;

  constructor(options: {
    database: Pick<DatabaseService, 'getClient' | 'migrations'>;
    logger: LoggerService;
  }) {
    this.#database = options.database;
    this.#logger = options.logger;
  }

  /** The database, migrated. */
  async prepare(): Promise<Knex> {
    this.#client ??= migrated(this.#database).catch(error => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  /**
   * Does something to a workload while nobody else does. It is remembered as
   * incomplete when it has changed the cluster and ends before it is done.
   *
   * @throws ConflictError when somebody else is at it; what the action throws
   */
  async exclusively<T>(
    target: WorkloadTarget,
    action: (hold: Hold) => Promise<T>,
  ): Promise<T> {
    const holder = randomUUID();
    const before = await this.#acquire(target, holder);
    const hold = new Hold({
      target,
      write: change => this.#write(target, holder, change),
    });
    try {
      const result = await action(hold);
      await this.#settle(target, holder, row => row.delete());
      return result;
    } catch (error) {
      await this.#settle(target, holder, row =>
        row.update({ ...(!hold.isHalfDone && before), holder: null }),
      );
      throw error;
    } finally {
      hold.rest();
    }
  }

  /** What has stopped half-way, and nobody works on, of all workloads. */
  async incomplete(): Promise<IncompleteSubmission[]> {
    const knex = await this.prepare();
    const rows = await knex<SubmissionRow>(TABLE)
      .whereNotNull('action')
      .andWhere(isFree)
      .orderBy(['cluster', 'namespace', 'name']);
    return rows.flatMap(
      ({ action, entity_ref, owner, started_at, ...target }) =>
        action && entity_ref && started_at
          ? [
              {
                cluster: target.cluster,
                namespace: target.namespace,
                name: target.name,
                action,
                entityRef: entity_ref,
                ...(owner && { owner }),
                startedAt: started_at,
              },
            ]
          : [],
    );
  }

  /** What of one workload has stopped half-way, whoever works on it now. */
  async incompleteOf(
    target: WorkloadTarget,
  ): Promise<{ entityRef: string; owner?: string } | undefined> {
    const knex = await this.prepare();
    const row = await knex<SubmissionRow>(TABLE).where(target).first();
    return row?.entity_ref
      ? { entityRef: row.entity_ref, ...(row.owner && { owner: row.owner }) }
      : undefined;
  }

  /** @param listener - is called when what is incomplete may have changed */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns what has stopped half-way */
  async #acquire(
    target: WorkloadTarget,
    holder: string,
  ): Promise<BegunColumns> {
    const knex = await this.prepare();
    const place = targetOf(target);
    const heartbeat = new Date().toISOString();
    const taken = await knex<SubmissionRow>(TABLE)
      .where(place)
      .andWhere(isFree)
      .update({ holder, heartbeat });
    if (taken === 0) {
      await knex<SubmissionRow>(TABLE)
        .insert({ ...place, holder, heartbeat })
        .onConflict(['cluster', 'namespace', 'name'])
        .ignore();
    }
    const row = await knex<SubmissionRow>(TABLE).where(place).first();
    if (row?.holder !== holder) {
      const { cluster, namespace, name } = target;
      throw new ConflictError(
        `Workload ${name} in namespace ${namespace} of cluster '${cluster}' is being submitted or removed by somebody else at this moment: try again when that is done`,
      );
    }
    const { action, entity_ref, owner, submitter, started_at } = row;
    return { action, entity_ref, owner, submitter, started_at };
  }

  async #write(
    target: WorkloadTarget,
    holder: string,
    change: Partial<SubmissionRow>,
  ): Promise<boolean> {
    const knex = await this.prepare();
    const held = { ...targetOf(target), holder };
    return (await knex<SubmissionRow>(TABLE).where(held).update(change)) > 0;
  }

  /** What goes wrong here must not hide how the submission has ended. */
  async #settle(
    { cluster, namespace, name }: WorkloadTarget,
    holder: string,
    end: (row: Knex.QueryBuilder<SubmissionRow>) => Promise<unknown>,
  ): Promise<void> {
    try {
      const knex = await this.prepare();
      const rows = () => knex<SubmissionRow>(TABLE);
      await end(rows().where({ cluster, namespace, name, holder }));
      // What has never begun is nothing to remember, of whomever it is.
      await rows().whereNull('action').andWhere(isFree).delete();
      this.#listeners.forEach(listener => listener());
    } catch (error) {
      this.#logger.warn(
        `The end of a submission of workload ${name} could not be noted, and so it may show as incomplete until it is submitted again or removed`,
        toError(error),
      );
    }
  }
}

function isFree(query: Knex.QueryBuilder<SubmissionRow>): void {
  const stale = new Date(Date.now() - STALE_MS).toISOString();
  void query.whereNull('holder').orWhere('heartbeat', '<', stale);
}

async function migrated(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@aikit-backstage/plugin-aikit-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
