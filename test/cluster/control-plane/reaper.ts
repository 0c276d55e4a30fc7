import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Makes sure that no process and no file outlives the process that made them,
 * even if that one is killed.
 *
 * A process of its own, because exit and signal handlers do not run on SIGKILL,
 * nor inside Jest's sandbox.
 */
export interface Reaper {
  /** From now on this process is killed at the end. */
  add(pid: number): void;
  /** The process has ended; its id may soon be somebody else's. */
  remove(pid: number): void;
  /** Kills what is left, removes the folder, and resolves when done. */
  finish(): Promise<void>;
}

/** Starts a reaper that removes `folder` at the end. */
export function startReaper(folder: string): Reaper {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'reaper.cjs'), folder],
    // Detached: Ctrl-C in a terminal reaches the whole process group.
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  const ended = once(child, 'exit');
  return {
    add: pid => child.stdin.write(`+${pid}\n`),
    remove: pid => child.stdin.write(`-${pid}\n`),
    finish: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
