import { z } from 'zod';
import { isMap, ValuesMap } from './merge';
import { isSettled, settle } from './settled';
import { suggest } from './suggest';

/** Says that a key is unknown, and what may have been meant. */
function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  return meant
    ? `is not known here: did you mean ${meant}?`
    : `is not known here: the keys are ${known.join(', ')}`;
}

type Payload = z.core.ParsePayload;
type Context = z.core.ParseContextInternal;

/** One key of a map, and the schema of its value. */
class Field {
  /** Whether the key may be absent, and then is absent in the output too. */
  private readonly isOptional: boolean;

  /**
   * What came of constant values, such as the chart's defaults: they were right
   * once, and so they are always.
   */
  private outputs?: WeakMap<object, unknown>;

  constructor(readonly key: string, private readonly schema: z.core.$ZodType) {
    const { optin, optout } = schema._zod;
    this.isOptional = optin === 'optional' && optout === 'optional';
  }

  /**
   * Parses the key's value in a map, if there is anything to parse.
   *
   * @returns whether the map has the key
   */
  read(
    input: ValuesMap,
    output: ValuesMap,
    payload: Payload,
    ctx: Context,
  ): boolean {
    const { key } = this;
    // Most keys are absent: that is found out faster by reading than by asking.
    const value = input[key];
    const isPresent = value !== undefined && Object.hasOwn(input, key);
    if (isPresent || !this.isOptional) {
      const parsed = this.parse(isPresent ? value : undefined, payload, ctx);
      if (parsed !== undefined) {
        output[key] = parsed;
      }
    }
    return isPresent;
  }

  private parse(value: unknown, payload: Payload, ctx: Context): unknown {
    if (typeof value !== 'object' || value === null) {
      return this.run(value, payload, ctx);
    }
    const known = this.outputs?.get(value);
    if (known !== undefined) {
      return known;
    }
    const before = payload.issues.length;
    const output = this.run(value, payload, ctx);
    if (payload.issues.length === before && isSettled(value)) {
      this.outputs ??= new WeakMap();
      this.outputs.set(value, settle(output));
    }
    return output;
  }

  private run(value: unknown, payload: Payload, ctx: Context): unknown {
    const result = this.schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new z.core.$ZodAsyncError();
    }
    if (result.issues.length > 0) {
      payload.issues.push(...z.core.util.prefixIssues(this.key, result.issues));
    }
    return result.value;
  }
}

/** Notes each key of a map that is not one of the known ones. */
function reportUnknown(
  input: ValuesMap,
  known: readonly string[],
  payload: Payload,
  inst: z.core.$ZodType,
) {
  for (const key of Object.keys(input)) {
    if (!known.includes(key)) {
      payload.issues.push({
        code: 'custom',
        input: input[key],
        inst,
        path: [key],
        message: unknownKey(key, known),
        params: { rule: 'unknown-key', suggestion: null },
      });
    }
  }
}

/**
 * zod's object, but for how a map is parsed: of the many keys that values may
 * have, only those cost something that are there, and constant values only
 * once.
 */
const Fields: z.core.$constructor<z.ZodObject> = z.core.$constructor(
  'AikitFields',
  (inst, def) => {
    z.ZodObject.init(inst, def);
    const known = Object.keys(def.shape);
    const all = known.map(key => new Field(key, def.shape[key]));
    inst._zod.parse = (payload, ctx) => {
      const input: unknown = payload.value;
      if (!isMap(input)) {
        payload.issues.push({
          code: 'invalid_type',
          expected: 'object',
          input,
          inst,
        });
        return payload;
      }
      const output: ValuesMap = {};
      let present = 0;
      for (const field of all) {
        if (field.read(input, output, payload, ctx)) {
          present += 1;
        }
      }
      if (present < Object.keys(input).length) {
        reportUnknown(input, known, payload, inst);
      }
      payload.value = output;
      return payload;
    };
  },
);

/**
 * A map with these keys and no others. Unlike `z.strictObject` it reports
 * each unknown key at its own path, with a suggestion.
 */
export function fields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return new Fields({
    type: 'object',
    shape,
    catchall: z.never(),
  }) as unknown as z.ZodObject<Shape, z.core.$strict>;
}
