import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownEnvironment } from './run';

/** What `npm ls` finds wrong with a portal's packages, one line each. */
export async function conflicts(portal: string): Promise<string[]> {
  // It fails when there are any, so that its exit code says nothing.
  const { stdout } = spawnSync('npm', ['ls', '--all', '--json'], {
    cwd: portal,
    env: ownEnvironment(),
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    timeout: 120_000,
  });
  const { problems = [] }: { problems?: string[] } = JSON.parse(stdout);
  return [...new Set(problems)].filter(
    problem => !problem.startsWith('extraneous'),
  );
}

/** Packages of Backstage that are there in several versions. */
export async function duplicates(portal: string): Promise<string[]> {
  const lock = JSON.parse(
    await readFile(join(portal, 'package-lock.json'), 'utf8'),
  );
  const versions = new Map<string, Set<string>>();
  for (const [path, { version }] of Object.entries<{ version: string }>(
    lock.packages,
  )) {
    const [, name] = /node_modules\/(@backstage\/[^/]+)$/.exec(path) ?? [];
    if (name) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  return [...versions]
    .filter(([, found]) => found.size > 1)
    .map(([name, found]) => `${name} ${[...found].sort().join(' and ')}`);
}
