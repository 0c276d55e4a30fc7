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
          message: 'Map keys must be unique',
        },
      ],
    });
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
      issues: [{ path: 'values' }],
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
