import { z } from 'zod';
import { broken } from './__testUtils__/broken';
import { valuesSchema } from './schema';

describe('valuesSchema', () => {
  it('takes values of parent charts, whatever they are', () => {
    expect(broken({ global: { imageRegistry: 'example.com' } })).toEqual([]);
    expect(broken({ global: 'example.com' })).toEqual([
      ['global', 'type', null],
    ]);
  });

  it.each(['leader', 'worker'])(
    'knows the keys of pods for the %s, and no others of the top level',
    role => {
      const errors = (values: object) =>
        broken({ leaderWorkerSet: { [role]: values } });
      expect(errors({ schedulerName: 'a', podLabels: { a: 'b' } })).toEqual([]);
      expect(errors({ imagePullSecrets: [] })).toEqual([
        [`leaderWorkerSet.${role}.imagePullSecrets`, 'unknown-key', null],
      ]);
    },
  );
});

describe('the JSON schema, from which the editor proposes', () => {
  const schema = JSON.stringify(
    z.toJSONSchema(valuesSchema, {
      io: 'input',
      unrepresentable: 'any',
      reused: 'inline',
    }),
  );

  it('lists the media of a volume beside pages of any size', () => {
    expect(schema).toContain(
      '"medium":{"anyOf":[{"type":"string","enum":["Memory","HugePages","HugePages-2Mi","HugePages-1Gi"]},',
    );
  });

  it.each(['Unmasked', 'Block'])('does not list %s, which is refused', word => {
    expect(schema).not.toContain(`"${word}"`);
  });
});
