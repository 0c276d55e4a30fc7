import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { TARGET } from '../__testUtils__/deploying';
import { Submissions } from './Submissions';

const RECORD = {
  action: 'submission',
  entityRef: 'component:default/chat',
  owner: 'group:default/search',
  submitter: 'user:default/ada',
} as const;

const INCOMPLETE = {
  ...TARGET,
  action: 'submission',
  entityRef: 'component:default/chat',
  owner: 'group:default/search',
  startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
};

/** Ends neither well nor badly, as of a process that is killed. */
const never = () => new Promise<void>(() => {});

// PostgreSQL where a connection string is given; see the test utilities.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_14', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('submissions in %s', databaseId => {
  async function setup() {
    const knex = await databases.init(databaseId);
    const logger = mockServices.logger.mock();
    // As two replicas of the backend.
    const [one, other] = [1, 2].map(
      () =>
        new Submissions({ database: { getClient: async () => knex }, logger }),
    );
    await one.prepare();
    const rows = () => knex('submissions');
    const makeStale = () =>
      rows().update({ heartbeat: '2026-01-01T00:00:00.000Z' });
    return { knex, logger, one, other, rows, makeStale };
  }

  /** Begins to change the cluster, and is killed then. */
  async function killed(submissions: Submissions) {
    await new Promise<void>(begun => {
      void submissions.exclusively(TARGET, async hold => {
        await hold.watcher(RECORD).beforeChange();
        begun();
        await never();
      });
    });
  }

  it('let one in at a time, and the next when it is done', async () => {
    const { one, other, rows } = await setup();
    await one.exclusively(TARGET, async () => {
      const refused = other.exclusively(TARGET, async () => 'second');
      await expect(refused).rejects.toThrow(ConflictError);
      const elsewhere = { ...TARGET, name: 'other' };
      expect(await other.exclusively(elsewhere, async () => 'yes')).toBe('yes');
    });
    expect(await other.exclusively(TARGET, async () => 'third')).toBe('third');
    expect(await rows()).toEqual([]);
  });

  it('let exactly one of many in that come at once', async () => {
    const { one, other } = await setup();
    let inside = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        [one, other][index % 2].exclusively(TARGET, async () => {
          inside += 1;
          expect(inside).toBe(1);
          await new Promise(resolve => setTimeout(resolve, 100));
          inside -= 1;
        }),
      ),
    );
    const refusals = outcomes.flatMap(outcome =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(new Set([...refusals, 'ConflictError']).size).toBe(1);
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('are remembered when they stop half-way, until somebody completes them', async () => {
    const { one, other, rows } = await setup();
    const failed = one.exclusively(TARGET, async hold => {
      await hold.watcher(RECORD).beforeChange();
      throw new Error('the cluster is gone');
    });
    await expect(failed).rejects.toThrow('the cluster is gone');
    expect(await other.incomplete()).toEqual([INCOMPLETE]);
    expect(await other.incompleteOf(TARGET)).toEqual({
      entityRef: RECORD.entityRef,
      owner: RECORD.owner,
    });

    await other.exclusively(TARGET, hold =>
      hold.watcher(RECORD).beforeChange(),
    );
    expect(await one.incomplete()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('are forgotten when nothing has changed, or all was taken back', async () => {
    const { one, rows } = await setup();
    for (const begins of [false, true]) {
      const failed = one.exclusively(TARGET, async hold => {
        const watcher = hold.watcher(RECORD);
        if (begins) {
          await watcher.beforeChange();
          watcher.takenBack();
        }
        throw new Error('refused');
      });
      await expect(failed).rejects.toThrow('refused');
      expect(await rows()).toEqual([]);
    }
  });

  it('stay remembered when somebody else tries and is refused', async () => {
    const { one, other, makeStale } = await setup();
    await killed(one);
    await makeStale();
    const refused = other.exclusively(TARGET, async hold => {
      const watcher = hold.watcher({
        action: 'removal',
        entityRef: 'component:default/other',
      });
      await watcher.beforeChange();
      watcher.takenBack();
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(await other.incomplete()).toEqual([INCOMPLETE]);
  });

  it('of a process that was killed are incomplete once they are not heard of', async () => {
    const { one, other, makeStale } = await setup();
    await killed(one);
    expect(await other.incomplete()).toEqual([]);
    await expect(
      other.exclusively(TARGET, async () => 'too early'),
    ).rejects.toThrow(ConflictError);

    await makeStale();
    expect(await other.incomplete()).toEqual([INCOMPLETE]);
    await other.exclusively(TARGET, async () => 'done');
    expect(await other.incomplete()).toEqual([]);
  });

  it('change nothing more when they were taken over', async () => {
    const { one, other, makeStale } = await setup();
    const slow = one.exclusively(TARGET, async hold => {
      await makeStale();
      await other.exclusively(TARGET, async () => 'done');
      await hold.watcher(RECORD).beforeChange();
    });
    await expect(slow).rejects.toThrow(/Somebody else has taken over/);
    expect(await other.incomplete()).toEqual([]);
  });

  it('leave nothing of those that were killed before they began', async () => {
    const { one, other, rows, makeStale } = await setup();
    await new Promise<void>(entered => {
      void one.exclusively(TARGET, async () => {
        entered();
        await never();
      });
    });
    await makeStale();
    expect(await other.incomplete()).toEqual([]);
    await other.exclusively({ ...TARGET, name: 'other' }, async () => 'done');
    expect(await rows()).toEqual([]);
  });

  it('end as they end, also when that cannot be noted', async () => {
    const { knex, one, logger } = await setup();
    const result = await one.exclusively(TARGET, async () => {
      await knex.schema.dropTable('submissions');
      return 'done';
    });
    expect(result).toBe('done');
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
