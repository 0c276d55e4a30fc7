import { renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GoldenCase, goldenCases, parseObjects } from './__testUtils__/cases';

const ROOT = join(__dirname, '..', '..', '..');
const TIMEOUT_MS = 60_000;

async function renderCommand({ valuesFile, release, namespace }: GoldenCase) {
  const { stdout } = await promisify(execFile)(
    'npm',
    [
      ...['run', '-s', 'render', '--', '-f', valuesFile],
      ...['--release', release, '--namespace', namespace],
    ],
    { cwd: ROOT, timeout: TIMEOUT_MS },
  );
  return parseObjects(stdout);
}

describe('npm run render', () => {
  it.each(goldenCases.map(golden => [golden.id, golden] as const))(
    '%s is printed as the renderer renders it',
    async (_id, golden) => {
      const { values, release, namespace } = golden;
      const result = renderWorkload({ values, release, namespace });
      expect(result.ok && result.manifests).toStrictEqual(
        await renderCommand(golden),
      );
    },
    TIMEOUT_MS,
  );
});
