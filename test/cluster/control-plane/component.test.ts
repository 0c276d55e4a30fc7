import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Component } from './component';
import { poll } from './poll';
import { Reaper, startReaper } from './reaper';

let folder: string;
let reaper: Reaper;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'component-'));
  reaper = startReaper(folder);
});

afterEach(() => reaper.finish());

function component(script: string, ready = async () => false) {
  return new Component({
    name: 'demo',
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'demo.log'),
    ready,
    reaper,
  });
}

describe('Component', () => {
  it('says which component ended while starting, and the end of its log', async () => {
    const failing = component('console.error("no such flag"); process.exit(3)');

    await expect(failing.start()).rejects.toThrow(
      'demo stopped while starting (exit code 3)\nno such flag',
    );
    expect(failing.pid).toBeUndefined();
  });

  it('says which component could not be run at all', async () => {
    const absent = new Component({
      name: 'demo',
      command: join(folder, 'absent'),
      args: [],
      logFile: join(folder, 'demo.log'),
      ready: async () => false,
      reaper,
    });

    await expect(absent.start()).rejects.toThrow(/demo could not be started/);
  });

  it('stops, starts again, and keeps both logs', async () => {
    const log = () => readFile(join(folder, 'demo.log'), 'utf8');
    let lines = 0;
    const serving = component(
      'console.log("up"); setInterval(() => {}, 1000)',
      async () => (await log()).split('\n').length > lines + 1,
    );

    await serving.start();
    const first = serving.pid!;
    await serving.stop();
    expect(() => process.kill(first, 0)).toThrow('ESRCH');

    lines = 1;
    await serving.start();
    expect(serving.pid).not.toBe(first);
    expect(await log()).toBe('up\nup\n');
    await serving.stop();
  });

  it('is started again when it ends by itself, not when it was stopped', async () => {
    const serving = component('setInterval(() => {}, 1000)', async () => true);
    await serving.start();
    const first = serving.pid!;

    process.kill(first);
    const second = await poll(
      async () => (serving.pid === first ? undefined : serving.pid),
      { what: 'another process', timeoutMs: 5_000 },
    );
    await serving.stop();

    await sleep(1_000);
    expect(serving.pid).toBeUndefined();
    expect(() => process.kill(second, 0)).toThrow('ESRCH');
  });
});
