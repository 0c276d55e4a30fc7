import { parseValues } from './parseValues';

describe('parseValues', () => {
  it('reads YAML as Helm does: yes is true, and 12:30 a string', () => {
    expect(parseValues('a: yes\nb: 12:30\nc: 2001-01-01\nd: 1_000')).toEqual({
      ok: true,
      values: { a: true, b: '12:30', c: '2001-01-01', d: 1000 },
    });
  });

  it.each(['', '# nothing', 'null'])('takes %p as no values', text => {
    expect(parseValues(text)).toEqual({ ok: true, values: {} });
  });

  it('refuses a key given twice, and names the line', () => {
    expect(parseValues('a: 1\nb: 2\na: 3')).toEqual({
      ok: false,
      issues: [
        {
          severity: 'error',
          path: 'line 3',
          message: 'has the key a a second time: keep one of them',
          rule: 'duplicate-key',
        },
      ],
    });
  });

  it('takes several merge keys, as Helm does', () => {
    expect(parseValues('a: &a {x: 1}\nb: {<<: *a, z: 2}')).toMatchObject({
      values: { b: { x: 1, z: 2 } },
    });
  });

  it.each([
    ['depth', `a: ${'['.repeat(20_000)}`],
    ['depth', '{a: '.repeat(5_000)],
    [
      'depth',
      Array.from({ length: 99 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['too-large', '['.repeat(500_000)],
    [
      'too-large',
      Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n'),
    ],
    ['too-large', `a: ${'x'.repeat(2 ** 20)}`],
    ['aliases', `a: &a 1\nb: [${'*a, '.repeat(101)}]`],
  ])('refuses for %s what would take the process down', (rule, text) => {
    const started = Date.now();
    expect(parseValues(text)).toMatchObject({ ok: false, issues: [{ rule }] });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('does not take a text that begins with a star for an alias', () => {
    const text = `a: ["${'*'.repeat(3)}"${', "*x"'.repeat(200)}]`;
    expect(parseValues(text).ok).toBe(true);
  });

  it('refuses broken YAML and an explosion of aliases', () => {
    expect(parseValues('a: [1').ok).toBe(false);
    const bomb = ['a0: &a0 [x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const alias = `*a${level - 1}`;
      bomb.push(`a${level}: &a${level} [${alias}, ${alias}, ${alias}]`);
    }
    expect(parseValues(bomb.join('\n'))).toMatchObject({
      ok: false,
      issues: [{ path: 'values', rule: 'aliases' }],
    });
  });

  it.each([
    ['no anchor', 'a: 1\nb: *x', 2, /nothing has the anchor &x: .* write the/],
    ['its anchor below', 'a: *x\nb: &x 1', 1, /before its anchor &x: write/],
    ['no anchor to merge', 'b:\n  <<: *x', 2, /nothing has the anchor &x/],
  ])('names the line of an alias with %s', (_, text, line, message) => {
    expect(parseValues(text)).toEqual({
      ok: false,
      issues: [
        {
          severity: 'error',
          path: `line ${line}`,
          message: expect.stringMatching(message),
          rule: 'unresolved-alias',
        },
      ],
    });
  });

  it('takes aliases below their anchor, also one that was given anew', () => {
    expect(parseValues('a: &x 1\nb: *x\nc: &x 2\nd: *x')).toEqual({
      ok: true,
      values: { a: 1, b: 1, c: 2, d: 2 },
    });
  });

  it('keeps __proto__ as a key of its own', () => {
    const result = parseValues('__proto__: {polluted: 1}');
    expect(result.ok && Object.keys(result.values as object)).toEqual([
      '__proto__',
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
