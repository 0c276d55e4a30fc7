import { Preset, PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';
import { inputFields } from './inputFields';

function presetOf(inputs: z.ZodObject): Preset {
  return {
    name: 'own',
    title: 'Own',
    summary: 'A preset that the frontend has never seen.',
    inputs,
    values: () => ({}),
  };
}

describe('inputFields', () => {
  it('reads what a form must know from the schema of any preset', () => {
    const preset = presetOf(
      z.strictObject({
        model: z
          .string()
          .meta({ title: 'Model', group: 'model', examples: ['org/large'] }),
        groups: z.int().min(0).default(1).meta({
          title: 'Groups',
          description: 'How many.',
          group: 'size',
        }),
        mode: z.enum(['standard', 'distributed']).default('standard'),
        trustCode: z.boolean().optional(),
        nodeSelector: z.record(z.string(), z.string()).optional(),
        hubSecret: z
          .strictObject({ name: z.string(), key: z.string().default('token') })
          .optional(),
        port: z.union([z.int(), z.string()]).optional(),
      }),
    );
    const fields = inputFields(preset);
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['model', 'text'],
      ['groups', 'number'],
      ['mode', 'choice'],
      ['trustCode', 'boolean'],
      ['nodeSelector', 'labels'],
      ['hubSecret', 'map'],
      ['port', 'number'],
    ]);
    const [model, groups, mode, trustCode, , hubSecret] = fields;
    expect(model).toMatchObject({ required: true, example: 'org/large' });
    expect(groups).toMatchObject({
      title: 'Groups',
      description: 'How many.',
      group: 'size',
      required: false,
      default: 1,
    });
    expect(mode.choices).toEqual(['standard', 'distributed']);
    expect(trustCode.title).toBe('Trust code');
    expect(hubSecret.fields).toMatchObject([
      { name: 'name', kind: 'text', required: true },
      { name: 'key', kind: 'text', default: 'token' },
    ]);
  });

  it.each(PRESETS.map(preset => [preset.name, preset] as const))(
    'has a place in the form for each input of %s',
    (_, preset) => {
      const groups = ['model', 'mode', 'size', 'parallelism', 'placement'];
      const homeless = inputFields(preset).filter(
        ({ group = '' }) => !groups.includes(group),
      );
      expect(inputFields(preset)).not.toHaveLength(0);
      expect(homeless).toEqual([]);
    },
  );
});
