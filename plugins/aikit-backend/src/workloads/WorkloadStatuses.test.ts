import { mockServices } from '@backstage/backend-test-utils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import {
  evaluate,
  observedWorkload,
  RECHECK_MS,
  withReady,
} from '../__testUtils__/workloads';
import { rowJson, StatusChange } from './rows';
import { WorkloadStatuses } from './WorkloadStatuses';

function setup() {
  const mirrors = new FakeMirrors('east', 'west');
  const logger = mockServices.logger.mock();
  const statuses = new WorkloadStatuses({
    mirrors,
    evaluate,
    logger,
  });
  const changes: StatusChange[] = [];
  statuses.subscribe(change => changes.push(change));
  const names = () =>
    [...statuses.entries()].map(
      ([, row]) => `${row.cluster}/${row.status.name}`,
    );
  return {
    mirrors,
    east: mirrors.get('east')!,
    statuses,
    changes,
    names,
    logger,
  };
}

describe('WorkloadStatuses', () => {
  let running: WorkloadStatuses | undefined;
  function started() {
    const context = setup();
    running = context.statuses;
    context.statuses.start();
    context.changes.length = 0;
    return context;
  }

  /** Long enough for whatever has just been looked at. */
  const rest = () => jest.advanceTimersByTime(60);

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    running?.stop();
    jest.useRealTimers();
  });

  it('takes in what the mirrors knew before it started', () => {
    const { east, statuses, names } = setup();
    running = statuses;
    east.set(observedWorkload('chat'));
    statuses.start();
    expect(names()).toEqual(['east/chat']);
  });

  it('looks only at the workload that has changed', () => {
    const { east, changes } = started();
    east.set(withReady('chat', 1));
    east.set(withReady('search', 1));
    rest();
    changes.length = 0;
    east.looks = 0;

    east.set(withReady('chat', 2));

    expect(east.looks).toBe(1);
    expect(changes).toHaveLength(1);
    expect(changes[0].rows).toHaveLength(1);
    const [{ before, after }] = changes[0].rows;
    expect(rowJson(before!)).toContain('"ready":1');
    expect(rowJson(after!)).toContain('"ready":2');
  });

  it('looks at a workload in a storm at most every 50 ms, the first time at once', () => {
    const { east, statuses } = started();
    east.set(withReady('chat', 0));
    rest();
    east.looks = 0;
    const shown = () =>
      statuses.find('east', 'team', 'chat')?.status.groups.ready;

    east.set(withReady('chat', 1));
    expect(shown()).toBe(1);
    for (let ms = 0; ms < 200; ms += 1) {
      east.set(withReady('chat', ms % 3));
      jest.advanceTimersByTime(1);
    }
    expect(east.looks).toBeGreaterThan(2);
    expect(east.looks).toBeLessThanOrEqual(5);

    // The last state is never lost, though nothing comes after it.
    east.set(withReady('chat', 3));
    rest();
    expect(shown()).toBe(3);
    rest();
    east.looks = 0;
    jest.advanceTimersByTime(10_000);
    expect(east.looks).toBe(0);
  });

  it('does not make one workload wait for the rest of another', () => {
    const { east, statuses } = started();
    east.set(withReady('chat', 1));
    east.set(withReady('search', 2));
    const shown = (name: string) =>
      statuses.find('east', 'team', name)?.status.groups.ready;
    expect([shown('chat'), shown('search')]).toEqual([1, 2]);
  });

  it('forgets a workload that went while it rested', () => {
    const { east, names } = started();
    east.set(withReady('chat', 1));
    east.remove(observedWorkload('chat'));
    rest();
    expect(names()).toEqual([]);
  });

  it('tells nothing when the status is the same', () => {
    const { east, changes } = started();
    east.set(withReady('chat', 1));
    rest();
    changes.length = 0;
    east.set({ ...withReady('chat', 1), resourceVersion: '2' });
    expect(changes).toEqual([]);
  });

  it('tells of other labels although the status is the same', () => {
    const { east, changes } = started();
    east.set(observedWorkload('chat'));
    rest();
    changes.length = 0;
    east.set(observedWorkload('chat', { labels: { other: 'label' } }));
    expect(changes).toHaveLength(1);
  });

  it('forgets a workload that has gone', () => {
    const { east, names } = started();
    east.set(observedWorkload('chat'));
    rest();
    east.remove(observedWorkload('chat'));
    expect(names()).toEqual([]);
  });

  it('judges a whole cluster anew when its state changes, and no other', () => {
    const { mirrors, east, changes, statuses } = started();
    east.set(observedWorkload('chat'));
    mirrors.get('west')!.set(observedWorkload('chat'));
    changes.length = 0;

    east.state = 'stale';
    east.tellOf({ status: true });

    expect(changes).toEqual([
      expect.objectContaining({ cluster: 'east', clusterState: true }),
    ]);
    expect(statuses.find('east', 'team', 'chat')?.status.health.state).toBe(
      'unknown',
    );
    expect(statuses.find('west', 'team', 'chat')?.status.health.state).toBe(
      'healthy',
    );
  });

  it('forgets the workloads of a cluster that is no longer configured', () => {
    const { mirrors, names } = started();
    mirrors.get('west')!.set(observedWorkload('chat'));
    mirrors.drop('west');
    expect(names()).toEqual([]);
  });

  it('looks again at those that wait one second after changes of nodes', () => {
    const { east } = started();
    east.set(withReady('waiting', 0));
    east.set(observedWorkload('settled'));
    east.looks = 0;
    for (let i = 0; i < 10; i++) {
      east.tellOf({ nodes: true });
    }
    expect(east.looks).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(east.looks).toBe(1);
  });

  it('looks at all workloads fifteen seconds after changes of nodes', () => {
    const { east } = started();
    east.set(observedWorkload('a'));
    east.set(observedWorkload('b'));
    east.looks = 0;
    east.tellOf({ nodes: true });
    jest.advanceTimersByTime(15_000);
    expect(east.looks).toBe(2);
  });

  it('looks again at a workload when its deadline has come, and only then', () => {
    const { east } = started();
    east.set(withReady('waiting', 0));
    east.set(observedWorkload('settled'));
    east.looks = 0;
    jest.advanceTimersByTime(RECHECK_MS - 1_000);
    expect(east.looks).toBe(0);
    jest.advanceTimersByTime(2_000);
    expect(east.looks).toBe(1);
    jest.advanceTimersByTime(RECHECK_MS);
    expect(east.looks).toBe(2);
  });

  it('does nothing after it was stopped', () => {
    const { east, statuses, changes } = started();
    east.set(withReady('chat', 0));
    statuses.stop();
    changes.length = 0;
    east.looks = 0;
    east.set(withReady('chat', 1));
    jest.advanceTimersByTime(60_000);
    expect(east.looks).toBe(0);
    expect(changes).toEqual([]);
  });

  it('finds the newer of two workloads of one name while its mode is switched', () => {
    const { east, statuses } = started();
    east.set(observedWorkload('chat'));
    east.set(
      observedWorkload('chat', {
        kind: 'Deployment',
        createdAt: '2026-01-02T00:00:00Z',
      }),
    );
    expect(statuses.find('east', 'team', 'chat')?.status.kind).toBe(
      'Deployment',
    );
  });

  it('prefers the workload of the portal to a foreign one of its name', () => {
    const { east, statuses } = started();
    east.set(observedWorkload('chat'));
    east.set(
      observedWorkload('chat', {
        kind: 'Deployment',
        labels: {},
        createdAt: '2026-01-02T00:00:00Z',
      }),
    );
    expect(statuses.find('east', 'team', 'chat')?.status.kind).toBe(
      'LeaderWorkerSet',
    );
  });

  it('goes on telling others when a listener fails', () => {
    const { east, statuses, logger, changes } = started();
    statuses.subscribe(() => {
      throw new Error('broken');
    });
    const later = jest.fn();
    statuses.subscribe(later);
    east.set(observedWorkload('chat'));
    expect(changes).toHaveLength(1);
    expect(later).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
