import { LoggerService } from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import { Submissions } from '../submissions/Submissions';

/** A database that is gone when it is closed. */
export function inMemoryDatabase(): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
}

/** Of all tests of a file, which run one after the other. */
let shared: Knex | undefined;

/** No submissions yet, in a database that takes no time to prepare. */
export function inMemorySubmissions(logger: LoggerService): Submissions {
  const getClient = async () => {
    shared ??= inMemoryDatabase();
    if (await shared.schema.hasTable('submissions')) {
      await shared('submissions').delete();
    }
    return shared;
  };
  return new Submissions({ database: { getClient }, logger });
}
