import { dirname, join } from 'node:path';

const FOLDER = dirname(
  require.resolve('@aikit-backstage/cluster-simulator/package.json'),
);

/** The path of a file or folder in this package. */
export function packageFile(name: string): string {
  return join(FOLDER, name);
}
