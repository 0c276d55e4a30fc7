import { aNode } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { ClusterOverviews } from './ClusterOverviews';

const bare = (name: string, ready = true) =>
  aNode({ name, ready, accelerators: {} });

describe('ClusterOverviews', () => {
  it('counts again only after nodes have changed', () => {
    const mirrors = new FakeMirrors('east', 'west');
    const east = mirrors.get('east')!;
    const counted = [mirrors.get('east')!, mirrors.get('west')!].map(mirror =>
      jest.spyOn(mirror, 'pods'),
    );
    const counts = () =>
      counted.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    const overviews = new ClusterOverviews({ mirrors });
    overviews.start();
    east.observedNodes = [bare('a'), bare('b', false)];
    east.tellOf({ nodes: true });

    overviews.get();
    expect(overviews.get().items[0]).toEqual({
      name: 'east',
      state: 'live',
      lastSeen: east.lastSeen,
      leaderWorkerSet: 'installed',
      nodes: { total: 2, ready: 1 },
      accelerators: [],
    });
    expect(counts()).toBe(2);

    east.observedNodes = [bare('a')];
    east.tellOf({ nodes: true });
    expect(overviews.get().items[0].nodes).toEqual({ total: 1, ready: 1 });
    expect(counts()).toBe(3);
    overviews.stop();
  });
});
