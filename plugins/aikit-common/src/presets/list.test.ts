import { z } from 'zod';
import { PRESETS } from './list';
import { inputThat, metaOf } from './preset';

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

  it.each(PRESETS)('$name has one input for a meaning', preset => {
    const meanings = Object.keys(preset.inputs.shape).flatMap(
      input => metaOf(preset, input).means ?? [],
    );
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it.each(PRESETS)('$name says by which inputs it is sized', preset => {
    const asked = [
      'image',
      'mode',
      'groups',
      'podsPerGroup',
      'accelerator',
      'gpusPerPod',
    ] as const;
    expect(asked.filter(means => !inputThat(preset, means))).toEqual([]);
  });

  it.each(PRESETS)('$name describes its inputs as a JSON schema', preset => {
    expect(z.toJSONSchema(preset.inputs, { io: 'input' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
  });
});
