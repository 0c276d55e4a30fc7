import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

function run(...args: string[]) {
  const cli = join(__dirname, '../bin/aikit');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, ...args],
    { encoding: 'utf8', timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

describe('aikit', () => {
  jest.setTimeout(60_000);

  it('lists its commands when asked for help', () => {
    expect(run('--help')).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^Usage: aikit COMMAND[^]*\n {2}render /),
      stderr: '',
    });
  });

  it.each([[[]], [['explode']]])('refuses %j, and lists them', args => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: aikit COMMAND');
  });
});
