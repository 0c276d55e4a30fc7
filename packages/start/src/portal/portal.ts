import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { targetPaths } from '@backstage/cli-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortalConfig, writeConfig } from './config';
import { requireFreePort } from './ports';

/** A running portal. */
export interface Portal {
  url: string;
  backendUrl: string;
  /** Settles when the portal's processes have ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** How {@link startPortal} reports. */
export interface PortalOptions extends PortalConfig {
  /** Gets each line that the portal's processes write. */
  onLine: (line: string) => void;
  /** Milliseconds until a portal that is not ready is given up. */
  timeoutMs?: number;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) {
    return;
  }
  try {
    // The command starts processes of its own; they share its group.
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Starts the frontend and the backend of this repository as `backstage-cli`
 * does it for development, and waits until both answer.
 *
 * Throws a `BusyPortError` before anything is started, or an error with the
 * end of the output when the portal ends or is not ready in time.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  await requireFreePort(options.frontendPort, 'frontend');
  await requireFreePort(options.backendPort, 'backend');
  const config = await writeConfig(options);

  const child = spawn(
    process.execPath,
    [
      targetPaths.resolveRoot('node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      '--config',
      targetPaths.resolveRoot('app-config.yaml'),
      '--config',
      config.path,
    ],
    {
      cwd: targetPaths.rootDir,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Under Jest NODE_ENV is `test`, which has no browsers to build for.
      env: { ...process.env, NODE_ENV: 'development', BROWSER: 'none' },
    },
  );
  let output = '';
  const onLine = (line: string) => {
    output = `${output}${line}\n`.slice(-4_000);
    options.onLine(line);
  };
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);
  const onExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', onExit);

  const ended = once(child, 'exit').then(async () => {
    process.off('exit', onExit);
    signalGroup(child, 'SIGKILL');
    await config.remove();
  });
  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    signalGroup(child, 'SIGKILL');
    await ended;
  };

  const url = `http://localhost:${options.frontendPort}`;
  const backendUrl = `http://localhost:${options.backendPort}`;
  const deadline = Date.now() + (options.timeoutMs ?? 180_000);
  while (
    !(await answers(`${backendUrl}/.backstage/health/v1/readiness`)) ||
    !(await answers(url))
  ) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The portal did not start:\n${output}`);
    }
    await sleep(250);
  }
  return { url, backendUrl, ended, stop };
}
