import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { StartedClusters } from './types';

const READY = /Starting to serve on 127\.0\.0\.1:(\d+)/;
const START_TIMEOUT_MS = 20_000;

async function currentContext(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, [
      'config',
      'current-context',
    ]);
    return stdout.trim();
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    throw new Error(
      code === 'ENOENT'
        ? '--cluster kubectl needs kubectl, which is not on the PATH. Install it, or run npm start without --cluster for simulated clusters.'
        : `--cluster kubectl uses kubectl's current context, and there is none (${stderr?.trim()}). Choose one with "kubectl config use-context", or run npm start without --cluster for simulated clusters.`,
    );
  }
}

/** The port that `kubectl proxy` says it listens on. */
async function portOf(proxy: ChildProcess): Promise<number> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`kubectl proxy ${why}:\n${output.trim()}`));
    const timer = setTimeout(
      () => fail('did not start in time'),
      START_TIMEOUT_MS,
    );
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
      const match = READY.exec(output);
      if (match) {
        clearTimeout(timer);
        resolve(Number(match[1]));
      }
    };
    proxy.stdout?.on('data', read);
    proxy.stderr?.on('data', read);
    proxy.once('exit', () => {
      clearTimeout(timer);
      fail('ended');
    });
  });
}

/**
 * The cluster of kubectl's current context, through `kubectl proxy`: the
 * portal acts with the rights of whoever started it.
 *
 * @param command - kubectl, or what stands in for it
 */
export async function startKubectlProxy(
  command = 'kubectl',
): Promise<StartedClusters> {
  const name = await currentContext(command);
  const proxy = spawn(command, ['proxy', '--port=0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(proxy, 'exit');
  const stop = async () => {
    proxy.kill();
    await exited;
  };
  const onExit = () => proxy.kill('SIGKILL');
  process.once('exit', onExit);
  let port: number;
  try {
    port = await portOf(proxy);
  } catch (error) {
    await stop();
    throw error;
  }
  const lost = exited.then((): never => {
    process.off('exit', onExit);
    throw new Error(`kubectl proxy ended, and with it the way to ${name}`);
  });
  // Whoever waits for it is told; nobody has to.
  lost.catch(() => {});
  return {
    appConfig: {
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name,
                url: `http://127.0.0.1:${port}`,
                authProvider: 'localKubectlProxy',
                skipMetricsLookup: true,
              },
            ],
          },
        ],
      },
    },
    lines: [
      `Cluster:     ${name}, kubectl's current context, with your rights`,
    ],
    lost,
    stop,
  };
}
