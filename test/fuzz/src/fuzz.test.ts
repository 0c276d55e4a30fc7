import { fuzz } from './fuzz';

describe('input of anybody', () => {
  it('is answered without an error of ours, in time, and without a secret', async () => {
    const seed = Number(process.env.FUZZ_SEED ?? 20261201);
    const { failures, figures } = await fuzz({ runs: 1000, seed });
    const inputs = figures.reduce((sum, one) => sum + one.inputs, 0);
    process.stdout.write(`fuzz: ${inputs} inputs, seed ${seed}\n`);
    expect(failures).toEqual([]);
  }, 180_000);
});
