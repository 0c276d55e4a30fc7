import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of an app's scripts, compressed as they are sent. */
export interface BundleSize {
  /** Those that the page loads at once. */
  initial: number;
  /** Those that come when something needs them. */
  lazy: number;
}

/** Measures what `backstage-cli package build` has made of an app. */
export async function bundleSize(app: string): Promise<BundleSize> {
  const dist = join(app, 'dist');
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const files = await readdir(join(dist, 'static'));
  const size: BundleSize = { initial: 0, lazy: 0 };
  for (const file of files.filter(name => name.endsWith('.js'))) {
    const { length } = gzipSync(await readFile(join(dist, 'static', file)));
    size[page.includes(`/static/${file}"`) ? 'initial' : 'lazy'] += length;
  }
  return size;
}
