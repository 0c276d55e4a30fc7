import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { playScenario } from './cluster/playScenario';
import { parseScenario } from './cluster/scenario';

const USAGE = `Usage: cluster-simulator SCENARIO.yaml [--port N]

Starts the cluster that the file describes, prints its address and a token that
may do everything, and stops it on Ctrl+C. Without --port it takes a free port.`;

/** @throws Error with the usage when the arguments make no sense */
function readArguments(args: string[]): { file: string; port: number } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { port: { type: 'string', default: '0' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    const port = Number(values.port);
    if (!file || more.length > 0) {
      throw new Error('Name one file with a scenario.');
    }
    if (!/^\d+$/.test(values.port) || port > 65_535) {
      throw new Error(`--port takes a number up to 65535, not ${values.port}.`);
    }
    return { file, port };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/**
 * Does what `cluster-simulator` was asked for on the command line, until
 * SIGINT or SIGTERM.
 *
 * @param args - without node and the script
 * @throws Error when arguments make no sense, the file cannot be read or is no
 *   scenario, or the port is taken
 * @public
 */
export async function runCommandLine(args: string[]): Promise<void> {
  const { file, port } = readArguments(args);
  const scenario = parseScenario(await readFile(file, 'utf8'), file);
  const signals = Promise.race([
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
  ]);
  const { cluster, stop } = await playScenario(scenario, { port });
  process.stdout.write(
    [
      `${scenario.title ?? scenario.name} is up. Ctrl+C stops it.`,
      `Address: ${cluster.url}`,
      `Token:   ${cluster.token}`,
      '',
    ].join('\n'),
  );
  await signals;
  await stop();
}
