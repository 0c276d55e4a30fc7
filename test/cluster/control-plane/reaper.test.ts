import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from './poll';

// Starts a reaper and a process it is told of, prints the latter's id, waits.
const OWNER = `
  const { spawn } = require('node:child_process');
  const [reaper, folder] = process.argv.slice(1);
  const stdio = ['pipe', 'ignore', 'ignore'];
  const child = spawn(process.execPath, [reaper, folder], { stdio, detached: true });
  const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  child.stdin.write('+' + worker.pid + '\\n');
  console.log(worker.pid);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('reaper', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'leaves no process and no folder after a %s of their owner',
    async signal => {
      const folder = await mkdtemp(join(tmpdir(), 'reaper-'));
      const owner = spawn(process.execPath, [
        '-e',
        OWNER,
        join(__dirname, 'reaper.cjs'),
        folder,
      ]);
      const [output] = await once(owner.stdout, 'data');
      const worker = Number(output);
      expect(isAlive(worker)).toBe(true);

      owner.kill(signal);

      await poll(
        async () => (!isAlive(worker) && !existsSync(folder)) || undefined,
        { what: 'the process and the folder to be gone', timeoutMs: 5_000 },
      );
    },
  );
});
