import { fieldChanges } from './fieldChanges';

describe('fieldChanges', () => {
  it('names each field that is not the same', () => {
    expect(
      fieldChanges(
        { spec: { replicas: 1, image: 'a', same: { deep: [1] } } },
        { spec: { replicas: 2, image: 'a', same: { deep: [1] } } },
      ),
    ).toEqual([{ path: 'spec.replicas', before: 1, after: 2 }]);
  });

  it('has what only one side has as one change', () => {
    expect(fieldChanges({ gone: { a: 1, b: 2 } }, { came: ['x'] })).toEqual([
      { path: 'gone', before: { a: 1, b: 2 } },
      { path: 'came', after: ['x'] },
    ]);
  });

  it('compares lists by position', () => {
    expect(fieldChanges({ list: [{ n: 1 }, 2] }, { list: [{ n: 3 }] })).toEqual(
      [
        { path: 'list[0].n', before: 1, after: 3 },
        { path: 'list[1]', before: 2 },
      ],
    );
  });

  it('puts keys with dots into brackets', () => {
    expect(
      fieldChanges({ labels: { 'helm.sh/chart': 'a' } }, { labels: {} }),
    ).toEqual([{ path: 'labels["helm.sh/chart"]', before: 'a' }]);
  });

  it('takes keys of the prototype for what they are', () => {
    expect(fieldChanges({}, JSON.parse('{"__proto__": 1}'))).toEqual([
      { path: '__proto__', after: 1 },
    ]);
  });
});
