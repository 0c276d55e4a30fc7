import { broken } from './__testUtils__/broken';

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
