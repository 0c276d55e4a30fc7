import fc from 'fast-check';
import { z } from 'zod';
import { json, PLANTED, text } from './texts';

/** How deep a schema is followed: some contain themselves. */
const MAX_DEPTH = 7;

const secretVariable = fc.record({
  name: fc.constantFrom('HF_TOKEN', 'A', 'a b', 'LWS_GROUP_SIZE'),
  value: fc.constantFrom(`hf_${PLANTED}`, PLANTED, `a ${PLANTED}\u0000`),
});

/** What some keys hold whatever their schema says: secrets among them. */
const BY_KEY: Record<string, fc.Arbitrary<unknown>> = {
  env: fc.oneof(
    fc.array(secretVariable, { maxLength: 3 }),
    fc.constant([{ name: 'A', value: [PLANTED] }]),
    fc.constant(PLANTED),
  ),
  args: fc.constantFrom<unknown>([PLANTED], PLANTED, [[PLANTED]], ['--a', 1]),
  command: fc.constantFrom<unknown>([PLANTED], { a: PLANTED }, ['sh', '-c']),
};

type Def = z.core.$ZodTypes['_zod']['def'];

/**
 * Values that a schema takes, as far as its structure tells, and in one of some
 * dozens of places something else.
 */
export function fromSchema(
  schema: z.core.$ZodType,
  depth = 0,
): fc.Arbitrary<unknown> {
  const right = depth > MAX_DEPTH ? json : ofDef(schema, depth);
  return fc.oneof(
    { weight: 40, arbitrary: right },
    { weight: 1, arbitrary: json },
  );
}

function ofDef(schema: z.core.$ZodType, depth: number): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod as { def: Def };
  const inner = (one: z.core.$ZodType) => fromSchema(one, depth + 1);
  switch (def.type) {
    case 'object':
      return ofShape(def.shape, depth);
    case 'record':
      return fc.dictionary(text, inner(def.valueType), { maxKeys: 3 });
    case 'array':
      return fc.array(inner(def.element), { maxLength: 3 });
    case 'tuple':
      return fc.tuple(...def.items.map(inner));
    case 'union':
      return fc.oneof(...def.options.map(inner));
    case 'intersection':
      return inner(def.left);
    case 'optional':
    case 'nullable':
      return fc.option(inner(def.innerType), {
        nil: def.type === 'optional' ? undefined : null,
      });
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return inner(def.innerType);
    case 'pipe':
      return inner(
        def.in.constructor.name.includes('Transform') ? def.out : def.in,
      );
    case 'lazy':
      return inner(def.getter());
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.oneof(
        fc.integer({ min: 0, max: 70_000 }),
        fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 53, 1e300),
      );
    case 'string':
      return text;
    case 'null':
      return fc.constant(null);
    default:
      return json;
  }
}

function ofShape(
  shape: Record<string, z.core.$ZodType>,
  depth: number,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(
    ([key, schema]): [string, fc.Arbitrary<unknown>] => [
      key,
      BY_KEY[key] ?? fromSchema(schema, depth + 1),
    ],
  );
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  if (fields.length <= 6) {
    return known;
  }
  // Objects with all of many keys are wrong nearly always: some keys at a time.
  return fc
    .tuple(
      known,
      fc.array(fc.constantFrom(...Object.keys(shape)), { maxLength: 4 }),
    )
    .map(([all, keys]) =>
      Object.fromEntries(
        keys
          .filter(key => Object.hasOwn(all, key))
          .map(key => [key, (all as Record<string, unknown>)[key]]),
      ),
    );
}
