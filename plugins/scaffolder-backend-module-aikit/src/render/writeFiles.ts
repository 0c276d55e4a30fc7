import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';

/**
 * Writes files into a task's workspace, and makes their folders.
 *
 * @param files - by their path in the workspace
 * @throws NotAllowedError for a path outside of it, before anything is written
 */
export async function writeFiles(
  workspacePath: string,
  files: Record<string, string>,
): Promise<void> {
  const resolved = Object.entries(files).map(
    ([path, content]) =>
      [resolveSafeChildPath(workspacePath, path), content] as const,
  );
  for (const [file, content] of resolved) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
