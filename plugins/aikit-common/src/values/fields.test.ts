import { z } from 'zod';
import { fields } from './fields';
import { settle } from './settled';

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

  it('counts own keys only', () => {
    const schema = fields({ a: z.number().optional() });
    expect(schema.parse(Object.create({ a: 'inherited' }))).toEqual({});
    expect(
      issuesOf(schema, JSON.parse('{"__proto__": 1, "constructor": 2}')),
    ).toHaveLength(2);
  });

  it('fills in the default of an absent key', () => {
    const schema = fields({ a: z.number().default(3) });
    expect(schema.parse({})).toEqual({ a: 3 });
  });

  it('looks at a constant value once, and at any other each time', () => {
    const check = jest.fn(() => true);
    const schema = fields({ a: fields({ b: z.number() }).refine(check) });
    const [constant, changing] = [settle({ b: 1 }), { b: 1 }];
    expect(schema.parse({ a: constant })).toEqual({ a: { b: 1 } });
    expect(schema.parse({ a: constant })).toEqual({ a: { b: 1 } });
    expect(check).toHaveBeenCalledTimes(1);
    schema.parse({ a: changing });
    changing.b = 2;
    expect(schema.parse({ a: changing })).toEqual({ a: { b: 2 } });
    expect(check).toHaveBeenCalledTimes(3);
  });

  it('reports what is wrong with a constant value each time', () => {
    const schema = fields({ a: fields({ b: z.number() }) });
    const constant = settle({ b: 'x' });
    expect(issuesOf(schema, { a: constant })).toHaveLength(1);
    expect(issuesOf(schema, { a: constant })).toHaveLength(1);
  });
});
