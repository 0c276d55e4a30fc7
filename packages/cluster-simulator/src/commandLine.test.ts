import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from './commandLine';

const BIN = join(__dirname, '../bin/cluster-simulator');
const SCENARIO = `
name: small
title: A small cluster
nodes: [{ name: gpu-1, capacity: { nvidia.com/gpu: 8 } }]
`;

describe('cluster-simulator', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  async function scenario(content: string): Promise<string> {
    const file = join(folder, 'scenario.yaml');
    await writeFile(file, content);
    return file;
  }

  it('starts what a file describes, and ends on a signal', async () => {
    const file = await scenario(SCENARIO);
    const started = spawn(process.execPath, [BIN, file, '--port', '0']);
    child = started;
    let said = '';
    for await (const chunk of started.stdout) {
      said += chunk;
      if (/Token: .*\n/.test(said)) {
        break;
      }
    }
    expect(said).toMatch('A small cluster is up');
    const [, url] = /Address: (\S+)/.exec(said)!;
    const [, token] = /Token: +(\S+)/.exec(said)!;
    const answer = await fetch(`${url}/api/v1/nodes/gpu-1`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({
      status: { capacity: { 'nvidia.com/gpu': '8' } },
    });
    started.kill('SIGTERM');
    expect(await once(started, 'exit')).toEqual([0, null]);
  }, 120_000);

  it('says what it does not understand', async () => {
    await expect(runCommandLine([])).rejects.toThrow(
      /^Name one file with a scenario\.\n\nUsage: /,
    );
    await expect(runCommandLine(['x.yaml', '--port', 'http'])).rejects.toThrow(
      '--port takes a number up to 65535, not http.',
    );
    const file = await scenario('name: x\nnodes: []');
    await expect(runCommandLine([file])).rejects.toThrow(
      /scenario\.yaml: .*\n.*nodes/,
    );
  });
});
