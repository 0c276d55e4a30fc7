import { concealed } from './conceal';

const pod = (env: object[]) => ({
  spec: { containers: [{ name: 'aikit', image: 'a:1', args: ['-v'], env }] },
});

describe('concealed', () => {
  it('has no value of env, and all else', () => {
    const object = pod([
      { name: 'A', value: 'secret' },
      { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ]);
    expect(concealed(object)).toEqual(
      pod([
        { name: 'A', value: '(concealed)' },
        { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ]),
    );
  });

  it('tells which values change, wherever they stand', () => {
    const before = pod([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]);
    const after = pod([
      { name: 'B', value: '3' },
      { name: 'A', value: '1' },
    ]);
    expect(concealed(before, after)).toEqual(
      pod([
        { name: 'A', value: '(concealed)' },
        { name: 'B', value: '(concealed, changed)' },
      ]),
    );
  });

  it('leaves out the copy that kubectl keeps of the whole object', () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
    const object = { metadata: { annotations: { [annotation]: 'secret' } } };
    expect(JSON.stringify(concealed(object))).not.toContain('secret');
  });
});
