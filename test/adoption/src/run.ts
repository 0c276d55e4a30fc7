import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a command is run. */
export interface RunOptions {
  cwd: string;
  /** Milliseconds until the command is given up; five minutes. */
  timeoutMs?: number;
  env?: NodeJS.ProcessEnv;
}

const SHOWN_AT_END = 4_000;

/**
 * The environment without the settings that `npm run` hands down: this
 * repository's `legacy-peer-deps` would hide conflicts that adopters meet.
 */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.toLowerCase().startsWith('npm_'),
    ),
  );
}

/**
 * Runs a command to its end, and answers what it has written.
 *
 * @throws Error with the end of its output when it fails or takes too long
 */
export async function run(
  command: string,
  args: string[],
  { cwd, timeoutMs = 300_000, env }: RunOptions,
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.on('data', chunk => output.push(String(chunk)));
  child.stderr.on('data', chunk => errors.push(String(chunk)));
  const [code, signal] = await once(child, 'close');
  if (code !== 0) {
    const end = `${output.join('')}${errors.join('')}`.slice(-SHOWN_AT_END);
    throw new Error(
      `${command} ${args.join(' ')} ${
        signal ? `took too long (${signal})` : `failed (${code})`
      }:\n${end}`,
    );
  }
  return output.join('');
}
