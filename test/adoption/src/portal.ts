import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run';

const START_TIMEOUT_MS = 120_000;
const REQUEST_TIMEOUT_MS = 20_000;

/** A portal that runs from its bundle, as in its image. */
export interface RunningPortal {
  url: string;
  /** Asks the backend as the guest, and answers JSON. @throws for no 2xx */
  request<T>(path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Unpacks the backend's bundle as the template's Dockerfile does. */
async function unpack(portal: string): Promise<string> {
  // Below the portal, so that its node_modules serve.
  const image = join(portal, 'image');
  await mkdir(image, { recursive: true });
  for (const archive of ['skeleton', 'bundle']) {
    const file = join(portal, `packages/backend/dist/${archive}.tar.gz`);
    await run('tar', ['xzf', file], { cwd: image });
  }
  for (const file of [
    'examples',
    'app-config.yaml',
    'app-config.production.yaml',
  ]) {
    await cp(join(portal, file), join(image, file), { recursive: true });
  }
  return image;
}

/** Starts a portal that has been built, and waits until it is ready. */
export async function startPortal(
  portal: string,
  env: Record<string, string>,
): Promise<RunningPortal> {
  const image = await unpack(portal);
  const child = spawn(
    process.execPath,
    [
      ...['--no-node-snapshot', 'packages/backend'],
      ...['--config', 'app-config.yaml'],
      ...['--config', 'app-config.production.yaml'],
    ],
    {
      cwd: image,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Guests are let in outside production only.
      env: {
        ...process.env,
        ...env,
        NODE_ENV: 'development',
        GITHUB_TOKEN: 'x',
      },
    },
  );
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
  };

  const url = 'http://localhost:7007';
  const ready = async () => {
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const path = '/.backstage/health/v1/readiness';
    return fetch(`${url}${path}`, { signal }).then(
      response => response.ok,
      () => false,
    );
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await ready())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The portal did not start:\n${output}`);
    }
    await sleep(500);
  }

  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}/api${path}`, {
      ...init,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  };
  const { backstageIdentity } = await send('/auth/guest/refresh');
  return {
    url,
    stop,
    request: (path, body) =>
      send(path, {
        headers: {
          authorization: `Bearer ${backstageIdentity.token}`,
          'content-type': 'application/json',
        },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      }),
  };
}
