import { ownedPart } from './managedFields';

const CONTAINER = {
  name: 'aikit',
  image: 'a:1',
  imagePullPolicy: 'Always',
  ports: [
    { containerPort: 8080, protocol: 'TCP', name: 'http' },
    { containerPort: 9090, protocol: 'TCP', name: 'metrics' },
  ],
};

describe('ownedPart', () => {
  it('has the fields of the set, and no others', () => {
    expect(
      ownedPart(
        { replicas: 2, paused: true, selector: { matchLabels: { a: 'b' } } },
        { 'f:replicas': {}, 'f:selector': {} },
      ),
    ).toEqual({ replicas: 2, selector: { matchLabels: { a: 'b' } } });
  });

  it('finds items of lists by their keys', () => {
    const fields = {
      'k:{"name":"aikit"}': {
        '.': {},
        'f:name': {},
        'f:image': {},
        'f:ports': {
          '.': {},
          'k:{"containerPort":8080,"protocol":"TCP"}': { '.': {} },
        },
      },
    };
    expect(ownedPart([CONTAINER, { name: 'sidecar' }], fields)).toEqual([
      {
        name: 'aikit',
        image: 'a:1',
        ports: [{ containerPort: 8080, protocol: 'TCP' }],
      },
    ]);
  });

  it('finds items of sets by their value', () => {
    expect(ownedPart(['a', 'b'], { 'v:"b"': {} })).toEqual(['b']);
  });

  it('has a map itself without what others have put into it', () => {
    expect(
      ownedPart({ labels: { a: 'b' } }, { 'f:labels': { '.': {} } }),
    ).toEqual({ labels: {} });
  });

  it('has nothing of a field that has gone', () => {
    expect(ownedPart({}, { 'f:replicas': {} })).toEqual({});
  });
});
