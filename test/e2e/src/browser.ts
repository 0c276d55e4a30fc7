import { targetPaths } from '@backstage/cli-common';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Browser, chromium } from 'playwright-core';

// The package is an ES module, and tests are transpiled to CommonJS.
const ASK_FOR_CHROMIUM = `
  import chromium from '@sparticuz/chromium';
  const path = await chromium.executablePath();
  console.log(JSON.stringify({ path, args: chromium.args }));
`;

/**
 * Starts the Chromium that comes as an npm package, so that no system package
 * and no download is needed.
 */
export async function startBrowser(): Promise<Browser> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', ASK_FOR_CHROMIUM],
    { cwd: targetPaths.rootDir },
  );
  const { path, args } = JSON.parse(stdout) as { path: string; args: string[] };
  return chromium.launch({ executablePath: path, args, headless: true });
}
