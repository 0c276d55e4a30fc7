import { z } from 'zod';
import { PRESETS } from './list';

const GROUPS = ['model', 'mode', 'size', 'parallelism', 'placement'];

const inputs = PRESETS.flatMap(({ name, inputs: { shape } }) =>
  Object.entries(shape).map(
    ([input, schema]) => [name, input, schema] as const,
  ),
);

describe('the presets', () => {
  it('have names of their own', () => {
    expect(PRESETS.map(({ name }) => name)).toEqual([
      'aikit',
      'aikit-rpc',
      'llamacpp',
      'vllm',
      'sglang',
      'tensorrt-llm',
    ]);
  });

  it.each(inputs)(
    '%s says in a form what its input %s is',
    (_name, _input, schema) => {
      expect((schema as z.ZodType).meta()).toMatchObject({
        title: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\.$/),
      });
      expect(GROUPS).toContain((schema as z.ZodType).meta()?.group);
    },
  );

  it.each(PRESETS)('$name describes its inputs as a JSON schema', preset => {
    expect(z.toJSONSchema(preset.inputs, { io: 'input' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
  });
});
