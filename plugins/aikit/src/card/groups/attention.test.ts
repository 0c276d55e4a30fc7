import { group, pod } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { choosePods, countPods, sectionsOf } from './attention';

describe('sectionsOf', () => {
  it('puts groups that need attention first and leaves out empty states', () => {
    const sections = sectionsOf([
      group(0),
      group(1, { state: 'progressing' }),
      group(2, { state: 'failed' }),
      group(3),
    ]);
    expect(
      sections.map(({ state, groups }) => [state, groups.map(g => g.index)]),
    ).toEqual([
      ['failed', [2]],
      ['progressing', [1]],
      ['ready', [0, 3]],
    ]);
  });
});

describe('choosePods', () => {
  const leader = pod({ name: 'l', role: 'leader' });
  const workers = ['a', 'b', 'c', 'd'].map(name =>
    pod({ name, state: name === 'd' ? 'failed' : 'ready' }),
  );

  it('shows all when there is room', () => {
    expect(choosePods([leader, ...workers], 5).hidden).toEqual([]);
  });

  it('keeps the leader and those that need attention, in their order', () => {
    const { shown, hidden } = choosePods([leader, ...workers], 3);
    expect(shown.map(({ name }) => name)).toEqual(['l', 'a', 'd']);
    expect(countPods(hidden)).toEqual([{ state: 'ready', count: 2 }]);
  });
});
