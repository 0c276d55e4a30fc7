import { z } from 'zod';
import { fields } from './fields';

function issuesOf(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value);
  return error?.issues.map(({ path, message }) => [path.join('.'), message]);
}

describe('fields', () => {
  it('has its keys in the order of the schema, whatever the order given', () => {
    const schema = fields({ a: z.number(), b: z.number().optional() });
    expect(Object.keys(schema.parse({ b: 1, a: 2 }))).toEqual(['a', 'b']);
    expect(Object.keys(schema.parse({ a: 2 }))).toEqual(['a']);
  });

  it('reports a missing key, a wrong value and an unknown key, each at its path', () => {
    const schema = fields({
      inner: fields({ name: z.string(), size: z.number(), on: z.boolean() }),
    });
    expect(
      issuesOf(schema, { inner: { size: 'x', on: true, nam: 'x' } }),
    ).toEqual([
      ['inner.name', expect.any(String)],
      ['inner.size', expect.any(String)],
      ['inner.nam', 'is not known here: did you mean name?'],
    ]);
  });

  it.each([[[]], ['x'], [null], [1]])('takes no %j for a map', value => {
    expect(issuesOf(fields({}), value)).toHaveLength(1);
  });

  it('knows no key that every object inherits', () => {
    expect(issuesOf(fields({}), JSON.parse('{"constructor": 2}'))).toEqual([
      ['constructor', expect.stringMatching('is not known here')],
    ]);
  });

  it('fills in the default of an absent key', () => {
    const schema = fields({ a: z.number().default(3) });
    expect(schema.parse({})).toEqual({ a: 3 });
  });
});
