import { ISSUES } from './properties/issues';
import { MERGING } from './properties/merging';
import { RENDERING } from './properties/rendering';
import { TEXTS } from './properties/texts';
import { YAML } from './properties/yaml';

/** The same in every run, so that what fails can be looked at. */
const SEED = Number(process.env.PROPERTIES_SEED ?? 20261125);

const PROPERTIES = [...RENDERING, ...MERGING, ...ISSUES, ...TEXTS, ...YAML];

describe('properties', () => {
  jest.setTimeout(120_000);

  afterAll(() => {
    const runs = PROPERTIES.reduce((sum, one) => sum + one.runs, 0);
    process.stdout.write(
      `properties: ${PROPERTIES.length} properties, ${runs} runs, seed ${SEED}\n`,
    );
  });

  it.each(PROPERTIES)('$name', one => {
    expect(() => one.check(SEED)).not.toThrow();
  });
});
