import { controllerName } from './controllerName';

const CHAT = { namespace: 'team', name: 'chat' };

describe('the name of an Application or Flux Kustomization', () => {
  it('has the namespace, and the cluster where it is another', () => {
    expect(controllerName(CHAT)).toBe('team--chat');
    expect(controllerName(CHAT, 'us-east')).toBe('us-east--team--chat');
  });

  it.each([
    [
      { namespace: 'team-a', name: 'chat' },
      { namespace: 'team', name: 'a-chat' },
    ],
    [
      { namespace: 'a--b', name: 'c' },
      { namespace: 'a', name: 'b--c' },
    ],
    [
      { namespace: 'n'.repeat(63), name: 'chat' },
      { namespace: 'n'.repeat(63), name: 'code' },
    ],
  ])('is another for %j than for %j', (one, other) => {
    expect(controllerName(one)).not.toBe(controllerName(other));
  });

  it('is another in each cluster, however the cluster is called', () => {
    const clusters = [
      undefined,
      'us-east',
      'us.east',
      'us_east',
      'US-east',
      '10.0.0.1:6443',
      '–',
    ];
    const names = clusters.map(cluster => controllerName(CHAT, cluster));
    expect(new Set(names).size).toBe(clusters.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    }
  });

  it('is a value of a label at any length', () => {
    for (let length = 1; length <= 63; length++) {
      const name = controllerName({
        namespace: 'n'.repeat(length),
        name: 'c'.repeat(length),
      });
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    }
  });

  it('stays the same from one rendering to the next', () => {
    expect(controllerName({ namespace: 'n'.repeat(60), name: 'chat' })).toBe(
      controllerName({ namespace: 'n'.repeat(60), name: 'chat' }),
    );
  });
});
