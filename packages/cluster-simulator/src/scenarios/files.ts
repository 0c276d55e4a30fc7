import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseScenario, Scenario } from './scenario';

const FOLDER = join(
  dirname(require.resolve('@aikit-backstage/cluster-simulator/package.json')),
  'scenarios',
);

/** The scenarios that come with the simulator, by the names of their files. */
export async function readScenarios(): Promise<Scenario[]> {
  const files = (await readdir(FOLDER)).filter(file => file.endsWith('.yaml'));
  return Promise.all(
    files
      .sort()
      .map(async file =>
        parseScenario(await readFile(join(FOLDER, file), 'utf8'), file),
      ),
  );
}
