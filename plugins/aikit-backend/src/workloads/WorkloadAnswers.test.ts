import { workloadsResponseSchema } from '@aikit-backstage/plugin-aikit-common';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import {
  evaluate,
  observedWorkload,
  withReady,
} from '../__testUtils__/workloads';
import { Answer } from './answer';
import { WorkloadSelection } from './entitySelection';
import { WorkloadAnswers } from './WorkloadAnswers';
import { WorkloadStatuses } from './WorkloadStatuses';

function selectionOf(
  name: string,
  overrides: Partial<WorkloadSelection> = {},
): WorkloadSelection {
  return {
    id: `component:default/${name}`,
    entityRef: `component:default/${name}`,
    signature: name,
    matches: ({ labels }) => labels['backstage.io/kubernetes-id'] === name,
    ...overrides,
  };
}

const everything = selectionOf('all', { matches: () => true });

function read({ body }: Answer) {
  return workloadsResponseSchema.parse(JSON.parse(body.toString()));
}

describe('WorkloadAnswers', () => {
  let stop = () => {};

  function setup(options: { maxEntries?: number } = {}) {
    const mirrors = new FakeMirrors('east', 'west');
    const statuses = new WorkloadStatuses({
      mirrors,
      evaluate,
      logger: mockServices.logger.mock(),
    });
    const announce = jest.fn();
    const answers = new WorkloadAnswers({
      mirrors,
      statuses,
      announce,
      ...options,
    });
    answers.start();
    statuses.start();
    // What the start itself announces is over.
    jest.advanceTimersByTime(60);
    stop = () => {
      answers.stop();
      statuses.stop();
    };
    return { mirrors, east: mirrors.get('east')!, answers, announce };
  }

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  describe('for a reader', () => {
    const own = { entities: new Set<string>(), clusters: true };

    it('is the very same where all rows are theirs to see', () => {
      const { east, answers } = setup();
      east.set(observedWorkload('chat'));
      const whole = answers.get(selectionOf('chat'));
      expect(answers.get(selectionOf('chat'), own)).toBe(whole);
    });

    it('leaves out rows of entities that they may not see', () => {
      const { east, answers } = setup();
      for (const name of ['chat', 'search', 'hidden']) {
        east.set(observedWorkload(name));
      }
      const selection = selectionOf('chat', { matches: () => true });
      expect([...answers.others(selection)].sort()).toEqual([
        'component:default/hidden',
        'component:default/search',
      ]);
      const entities = new Set(['component:default/search']);
      const shown = answers.get(selection, { ...own, entities });
      expect(read(shown).items.map(({ name }) => name)).toEqual([
        'chat',
        'search',
      ]);
      expect(shown.version).not.toBe(answers.get(selection).version);
      const again = answers.get(selection, { ...own, entities });
      expect(again.etag).toBe(shown.etag);
    });

    it('has no trouble of clusters for those who may not see them', () => {
      const { east, answers } = setup();
      east.set(observedWorkload('chat'));
      east.error = 'connect ECONNREFUSED 10.0.0.1:6443';
      const get = () =>
        answers.get(selectionOf('chat'), { ...own, clusters: false });
      expect(get().body.toString()).not.toContain('10.0.0.1');
      expect(get()).toBe(get());
      jest.advanceTimersByTime(100);
      east.set(withReady('chat', 2));
      jest.advanceTimersByTime(100);
      expect(read(get()).items[0].groups.ready).toBe(2);
    });
  });

  it('serves the very same bytes until something changes', () => {
    const { east, answers } = setup();
    east.set(observedWorkload('chat'));
    const first = answers.get(selectionOf('chat'));
    expect(answers.get(selectionOf('chat')).body).toBe(first.body);

    jest.advanceTimersByTime(60);
    east.set(observedWorkload('chat', { generation: 2 }));
    const second = answers.get(selectionOf('chat'));
    expect(second.etag).not.toBe(first.etag);
    expect(read(second).items[0].generation).toBe(2);
  });

  it('has the version of its content, whenever it was made', () => {
    const { east, answers } = setup();
    east.set(observedWorkload('chat'));
    const first = answers.get(selectionOf('chat'));
    east.set(observedWorkload('chat', { generation: 2 }));
    jest.advanceTimersByTime(1_000);
    east.set(observedWorkload('chat'));
    const again = answers.get(selectionOf('chat'));
    expect(again.version).toBe(first.version);
    expect(read(again).observedAt).not.toBe(read(first).observedAt);
    expect(first.etag).toBe(`"${first.version}"`);
  });

  it('holds only what is selected, worst health first', () => {
    const { mirrors, east, answers } = setup();
    east.set(observedWorkload('a'));
    east.set(withReady('b', 1));
    mirrors.get('west')!.state = 'stale';
    mirrors.get('west')!.set(observedWorkload('c'));
    expect(read(answers.get(everything)).items.map(i => i.name)).toEqual([
      'c',
      'b',
      'a',
    ]);
    expect(read(answers.get(selectionOf('a'))).items.map(i => i.name)).toEqual([
      'a',
    ]);
  });

  it('follows a workload that comes to be selected, and one that no longer is', () => {
    const { east, answers } = setup();
    const names = () =>
      read(answers.get(selectionOf('chat'))).items.map(item => item.name);
    expect(names()).toEqual([]);
    east.set(observedWorkload('chat'));
    expect(names()).toEqual(['chat']);
    jest.advanceTimersByTime(60);
    east.set(observedWorkload('chat', { labels: {} }));
    expect(names()).toEqual([]);
  });

  it('says how well each cluster is known', () => {
    const { mirrors, answers } = setup();
    const west = mirrors.get('west')!;
    const before = answers.get(everything);
    west.state = 'stale';
    west.error = 'connection refused';
    west.tellOf({ status: true });
    const after = answers.get(everything);
    expect(after.version).not.toBe(before.version);
    expect(read(after).clusters).toEqual([
      expect.objectContaining({ name: 'east', state: 'live' }),
      expect.objectContaining({
        name: 'west',
        state: 'stale',
        error: 'connection refused',
      }),
    ]);
  });

  it('keeps its version while a live cluster gives signs of life', () => {
    const { east, answers } = setup();
    const before = answers.get(everything);
    east.lastSeen = '2026-02-02T00:00:00.000Z';
    east.tellOf({ status: true });
    expect(answers.get(everything).version).toBe(before.version);
  });

  it('names only the cluster that the selection names', () => {
    const { mirrors, answers } = setup();
    const selection = selectionOf('chat', { cluster: 'west' });
    const before = answers.get(selection);
    expect(read(before).clusters.map(({ name }) => name)).toEqual(['west']);
    mirrors.get('east')!.state = 'stale';
    mirrors.get('east')!.tellOf({ status: true });
    expect(answers.get(selection).body).toBe(before.body);
  });

  it('says that a cluster is not known, until it is', () => {
    const { mirrors, answers } = setup();
    const selection = selectionOf('chat', { cluster: 'north' });
    expect(read(answers.get(selection)).clusters).toEqual([
      {
        name: 'north',
        state: 'unavailable',
        error: expect.stringContaining("'north'"),
      },
    ]);
    mirrors.add('north').tellOf({ status: true });
    expect(read(answers.get(selection)).clusters[0].state).toBe('live');
  });

  it('renews an answer at the first read after a change, then each 50 ms', () => {
    const { east, answers, announce } = setup();
    const generation = () =>
      read(answers.get(everything)).items.map(item => item.generation);
    answers.get(everything);
    east.set(observedWorkload('chat'));
    expect(generation()).toEqual([1]);
    east.set(observedWorkload('search', { generation: 7 }));
    expect(generation()).toEqual([1]);
    jest.advanceTimersByTime(40);
    expect(generation()).toEqual([1]);
    jest.advanceTimersByTime(10);
    expect(generation()).toEqual([1, 7]);
    jest.advanceTimersByTime(60);
    expect(announce).toHaveBeenLastCalledWith(
      everything.entityRef,
      answers.get(everything).version,
    );
  });

  it('announces a burst of changes once, within 50 ms', () => {
    const { east, answers, announce } = setup();
    answers.get(selectionOf('chat'));
    for (let generation = 1; generation < 20; generation++) {
      east.set(observedWorkload('chat', { generation }));
    }
    jest.advanceTimersByTime(50);
    expect(announce).toHaveBeenCalledTimes(1);
    expect(announce).toHaveBeenCalledWith(
      'component:default/chat',
      answers.get(selectionOf('chat')).version,
    );
  });

  it('announces also what was read before the announcement was due', () => {
    const { east, answers, announce } = setup();
    answers.get(selectionOf('chat'));
    east.set(observedWorkload('chat'));
    const { version } = answers.get(selectionOf('chat'));
    jest.advanceTimersByTime(50);
    expect(announce).toHaveBeenCalledWith('component:default/chat', version);
  });

  it('announces nothing that ends where it began', () => {
    const { east, answers, announce } = setup();
    answers.get(selectionOf('chat'));
    east.set(observedWorkload('chat'));
    east.remove(observedWorkload('chat'));
    jest.advanceTimersByTime(50);
    expect(announce).not.toHaveBeenCalled();
  });

  it('announces nothing to those whose workloads have not changed', () => {
    const { east, answers, announce } = setup();
    answers.get(selectionOf('chat'));
    east.set(observedWorkload('search'));
    jest.advanceTimersByTime(50);
    expect(announce).not.toHaveBeenCalled();
  });

  it('announces nothing of a selection that is no entity', () => {
    const { east, answers, announce } = setup();
    answers.get({ id: 'portal', signature: 'portal', matches: () => true });
    east.set(observedWorkload('chat'));
    jest.advanceTimersByTime(50);
    expect(announce).not.toHaveBeenCalled();
  });

  it('selects anew when the annotations of the entity have changed', () => {
    const { east, answers } = setup();
    east.set(observedWorkload('chat'));
    answers.get(selectionOf('chat'));
    const changed = selectionOf('chat', {
      signature: 'other',
      matches: () => false,
    });
    expect(read(answers.get(changed)).items).toEqual([]);
  });

  it('drops an answer that nobody has read for ten minutes', () => {
    const { east, answers, announce } = setup();
    const { body } = answers.get(selectionOf('chat'));
    answers.get(selectionOf('other'));
    for (let minute = 0; minute < 9; minute++) {
      jest.advanceTimersByTime(60_000);
      answers.get(selectionOf('other'));
    }
    jest.advanceTimersByTime(60_001);
    east.set(observedWorkload('chat'));
    east.set(observedWorkload('other'));
    jest.advanceTimersByTime(50);
    expect(announce.mock.calls.map(([ref]) => ref)).toEqual([
      'component:default/other',
    ]);
    expect(answers.get(selectionOf('chat')).body).not.toBe(body);
  });

  it('keeps only so many answers: those read last', () => {
    const { answers } = setup({ maxEntries: 2 });
    const a = answers.get(selectionOf('a'));
    const b = answers.get(selectionOf('b'));
    answers.get(selectionOf('a'));
    answers.get(selectionOf('c'));
    expect(answers.get(selectionOf('a')).body).toBe(a.body);
    expect(answers.get(selectionOf('b')).body).not.toBe(b.body);
  });
});
