import { unifiedDiff } from './unifiedDiff';

function lines(before?: object, after?: object) {
  const marks = { same: ' ', added: '+', removed: '-', gap: '' };
  return unifiedDiff(
    before as Record<string, unknown>,
    after as Record<string, unknown>,
  ).map(({ kind, text }) => `${marks[kind]}${text}`);
}

describe('unifiedDiff', () => {
  it('shows what is added and removed, with lines round it', () => {
    expect(
      lines(
        { kind: 'Service', spec: { port: 80, type: 'ClusterIP' } },
        { kind: 'Service', spec: { port: 8080, type: 'ClusterIP' } },
      ),
    ).toEqual([
      '@@ -1,4 +1,4 @@',
      ' kind: Service',
      ' spec:',
      '-  port: 80',
      '+  port: 8080',
      '   type: ClusterIP',
    ]);
  });

  it('does not repeat a change as the portal notes it on the object', () => {
    const noted = (replicas: number) => ({
      metadata: {
        annotations: {
          'aikit-backstage/inference': `{"replicas":${replicas}}`,
        },
      },
      spec: { replicas },
    });
    expect(
      lines(noted(1), noted(2)).filter(line => /^[-+]/.test(line)),
    ).toEqual(['-  replicas: 1', '+  replicas: 2']);
  });

  it('leaves out what is far from any change', () => {
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    const changed = numbers.map(n => (n === 3 || n === 25 ? -1 : n));
    const diff = lines({ numbers }, { numbers: changed });
    expect(diff).not.toContain('   - 14');
    expect(diff.filter(line => line.startsWith('@@'))).toHaveLength(2);
  });

  it('is empty when nothing differs', () => {
    expect(lines({ a: 1, b: [1] }, { a: 1, b: [1] })).toEqual([]);
  });

  it('takes another order of keys for no difference, at any depth', () => {
    expect(
      lines(
        { spec: { a: 1, list: [{ b: 2, c: 3 }] }, kind: 'x' },
        { kind: 'x', spec: { list: [{ c: 3, b: 2 }], a: 1 } },
      ),
    ).toEqual([]);
  });

  it('shows a key that comes or goes, and no other', () => {
    expect(lines({ a: 1, b: 2 }, { c: 3, a: 1 })).toEqual([
      '@@ -1,2 +1,2 @@',
      ' a: 1',
      '-b: 2',
      '+c: 3',
    ]);
  });

  it('shows all of an object that comes or goes', () => {
    expect(lines(undefined, { a: 1 })).toContain('+a: 1');
    expect(lines({ a: 1 }, undefined)).toContain('-a: 1');
  });

  it('takes lines that begin with a mark for what they are', () => {
    expect(lines({ a: ['-x'] }, { a: ['+x'] })).toEqual(
      expect.arrayContaining(['-  - -x', '+  - +x']),
    );
  });
});
