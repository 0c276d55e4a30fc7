import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { poll } from './poll';
import { Reaper } from './reaper';

const TAIL_LINES = 20;
const START_TIMEOUT_MS = 60_000;
const RESTART_DELAY_MS = 500;

/** What one process of the control plane is and when it counts as started. */
export interface ComponentOptions {
  /** The name used in errors. */
  name: string;
  command: string;
  args: string[];
  /** The process's standard output and error are appended here. */
  logFile: string;
  /** Resolves to true when the process does its work. Called repeatedly. */
  ready: () => Promise<boolean>;
  reaper: Reaper;
}

/**
 * A child process with a log file, which can be stopped and started again.
 *
 * Once started it is kept running, as a kubelet does with the real ones: the
 * scheduler, for one, ends itself when it sees that it missed a pod's deletion
 * while the API server was away.
 */
export class Component {
  #child?: ChildProcess;
  #restart?: NodeJS.Timeout;
  #keepRunning = false;

  constructor(private readonly options: ComponentOptions) {}

  /** The process id while the process runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the process and waits until it is ready; does nothing if it has
   * been started.
   *
   * @throws Error with the component's name and the end of its log, when the
   * process ends or is not ready in time. It does not run any more then.
   */
  async start(): Promise<void> {
    if (this.#keepRunning) {
      return;
    }
    const { name, ready } = this.options;
    const child = this.#spawn();
    let failure: string | undefined;
    child.once('error', error => {
      failure = `${name} could not be started: ${error.message}`;
    });
    child.once('exit', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      failure = `${name} stopped while starting (${how})`;
    });
    try {
      await poll(
        async () => failure !== undefined || (await ready()) || undefined,
        { what: `${name} to be ready`, timeoutMs: START_TIMEOUT_MS },
      );
    } catch (error) {
      failure ??= error instanceof Error ? error.message : String(error);
    }
    if (failure) {
      await this.stop();
      throw new Error(`${failure}\n${await this.#logTail()}`);
    }
    this.#keepRunning = true;
  }

  /** Kills the process and waits for its end; does nothing if it has ended. */
  async stop(): Promise<void> {
    this.#keepRunning = false;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child) {
      const ended = once(child, 'exit');
      // Its state is thrown away or, with the API server, kept in etcd: there
      // is nothing that a gentle end would save.
      child.kill('SIGKILL');
      await ended;
    }
  }

  #spawn(): ChildProcess {
    const { command, args, logFile, reaper } = this.options;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    const { pid } = child;
    if (pid !== undefined) {
      this.#child = child;
      reaper.add(pid);
      child.once('exit', () => {
        reaper.remove(pid);
        this.#child = undefined;
        if (this.#keepRunning) {
          this.#restart = setTimeout(() => this.#spawn(), RESTART_DELAY_MS);
        }
      });
    }
    return child;
  }

  async #logTail(): Promise<string> {
    const log = await readFile(this.options.logFile, 'utf8');
    return log.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }
}
