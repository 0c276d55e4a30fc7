import { observedPod } from './projections';
import { renewed, shared } from './sharing';
import { rawPod } from './__testUtils__/objects';

/** Each time new objects, as from a new line of a watch. */
function pod(name = 'chat-0', status: object = {}, version = '1') {
  const object = rawPod(name, { lws: 'chat', gpus: 1, node: 'n1' });
  object.metadata.resourceVersion = version;
  const conditions = ['Initialized', 'Ready'].map(type => ({
    type,
    status: 'True',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  }));
  const raw = { ...object, status: { conditions, ...status } };
  const observed = observedPod(JSON.parse(JSON.stringify(raw)));
  if (!observed) {
    throw new Error('nothing is kept of this pod');
  }
  return observed;
}

describe('shared', () => {
  it('makes objects of the parts that others have too', () => {
    const a = shared(pod('chat-0'));
    const b = shared(pod('chat-1'));
    expect(b).toEqual(pod('chat-1'));
    expect(b.conditions[0]).toBe(a.conditions[0]);
    expect(b.containers[0]).toBe(a.containers[0]);
    expect(b.conditions).not.toBe(a.conditions);
  });

  it('leaves alone what differs, and what is long', () => {
    const long = { text: 'x'.repeat(1_000) };
    expect(shared({ ...long })).not.toBe(shared({ ...long }));
    expect(shared({ a: 1 })).not.toEqual(shared({ a: '1' }));
    expect(shared([])).not.toBe(shared({}));
  });

  it('forgets what has not been asked for lately', () => {
    const first = shared({ first: true });
    for (let count = 0; count < 10_000; count++) {
      shared({ count });
    }
    expect(shared({ first: true })).not.toBe(first);
  });
});

describe('renewed', () => {
  it('is the object before when only its resource version differs', () => {
    const before = pod();
    expect(renewed(before, pod('chat-0', {}, '2'))).toBe(before);
  });

  it('has the parts of the object before that say the same', () => {
    const before = pod();
    const status = { phase: 'Failed', reason: 'Evicted' };
    const after = renewed(before, pod('chat-0', status, '2'));
    expect(after).toEqual(pod('chat-0', status, '2'));
    expect(after.labels).toBe(before.labels);
    expect(after.conditions).toBe(before.conditions);
    expect(before).toEqual(pod());
  });

  it.each([
    ['a field less', { reason: 'Evicted' }, {}],
    ['an item less', {}, { conditions: [] }],
    ['an item more', { conditions: [] }, {}],
    [
      'another field in the place of one',
      { conditions: [{ type: 'Ready', status: 'True' }] },
      {
        conditions: [
          { type: 'Ready', status: 'True', lastTransitionTime: '2026' },
        ],
      },
    ],
  ])('sees %s', (_, was, is) => {
    const before = pod('chat-0', was);
    const after = renewed(before, pod('chat-0', is));
    expect(after).not.toBe(before);
    expect(after).toEqual(pod('chat-0', is));
    expect(before).toEqual(pod('chat-0', was));
  });
});
