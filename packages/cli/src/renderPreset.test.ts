import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLI = join(__dirname, '../bin/aikit');

/** Runs the command, with values on its standard input. */
function run(args: string[], values = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'render', '--name', 'chat', '--namespace', 'ml', ...args],
    { input: values, encoding: 'utf8', cwd: __dirname, timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

/** An `--input` for each of these. */
function inputs(...assignments: string[]): string[] {
  return assignments.flatMap(assignment => ['--input', assignment]);
}

describe('the render command with a preset', () => {
  jest.setTimeout(60_000);

  it('needs no values, and reads inputs as the types they have', () => {
    const { status, stdout, stderr } = run([
      ...['--preset', 'vllm', '--lws-version', '0.9.0'],
      ...inputs(
        'mode=distributed',
        'gpusPerPod=8',
        'tolerateTaint=false',
        'model=Qwen/Qwen3-8B',
        'hubSecret.name=hub',
        'nodeSelector.example.com/pool=gpu',
      ),
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/nvidia\.com\/gpu: "8"/);
    expect(stdout).toMatch(/name: hub\n\s+key: token/);
    expect(stdout).toMatch(/example\.com\/pool: gpu/);
    expect(stdout).toMatch(/--model Qwen\/Qwen3-8B/);
    expect(stdout).not.toMatch(/tolerations/);
  });

  it('lays the values of a file over the preset', () => {
    const { stdout } = run(
      ['--preset', 'aikit', '-f', '-', ...inputs('groups=2')],
      'image: {pullPolicy: Always}',
    );
    expect(stdout).toMatch(/replicas: 2/);
    expect(stdout).toMatch(/imagePullPolicy: Always/);
  });

  it('prints each issue of the inputs as path and rule', () => {
    const { status, stdout, stderr } = run([
      ...['--preset', 'vllm'],
      ...inputs('groups=many', 'contxtLength=1'),
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      'preset.inputs.groups: must be a whole number of 0 or more',
      'preset.inputs.contxtLength: is not known here: did you mean contextLength?',
    ]);
  });

  it.each([
    [['--input', 'groups=2', '-f', '-'], '--input needs --preset'],
    [['--preset', 'vllm', '--input', 'groups'], 'must be KEY=VALUE'],
  ])('refuses the arguments %j with the usage', (args, message) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
