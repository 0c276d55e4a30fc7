import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const CLI = join(__dirname, '../bin/aikit');

/** Runs the command with the values on its standard input. */
function run(values: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'render', ...args],
    { input: values, encoding: 'utf8', cwd: __dirname, timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

const FROM_STDIN = ['-f', '-', '--namespace', 'ml'];

describe('the render command', () => {
  jest.setTimeout(60_000);

  it('prints the manifests and nothing else', () => {
    const { status, stdout, stderr } = run(
      'leaderWorkerSet: {enabled: true}',
      ...FROM_STDIN,
      ...['--name', 'chat', '--entity', 'component:default/x'],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const objects = parseAllDocuments(stdout).map(one => one.toJS());
    expect(objects).toMatchObject([
      {
        kind: 'LeaderWorkerSet',
        metadata: {
          name: 'chat',
          labels: { 'backstage.io/kubernetes-id': 'x' },
        },
      },
      { kind: 'Service', metadata: { name: 'chat' } },
    ]);
  });

  it('names the objects of a release by the rule of the chart', () => {
    const { stdout } = run('', ...FROM_STDIN, '--release', 'chat');
    expect(stdout).toMatch(/^ {2}name: chat-aikit$/m);
  });

  it('holds to the policy of an app-config, by the owner', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'aikit-')), 'config.yaml');
    const asked = (policy: string, owner: string) => {
      writeFileSync(file, `aikit: { policy: ${policy} }`);
      return run(
        'replicaCount: 3',
        ...FROM_STDIN,
        ...['--name', 'chat', '--policy', file, '--owner', owner],
      );
    };
    const policy =
      '{ contact: "#ml", pods: 2, owners: [{ match: ["group:default/ml"], pods: 4 }] }';
    const refused = asked(policy, 'search');
    expect(refused).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^replicaCount: makes 3 pods.*Ask #ml\n$/),
    });
    expect(asked(policy, 'ml')).toMatchObject({ status: 0, stderr: '' });
    expect(asked('{ pod: 2 }', 'ml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('aikit.policy has no key pod'),
    });
    rmSync(dirname(file), { recursive: true });
  });

  it('prints warnings to standard error, and succeeds', () => {
    const result = run(
      'postInstall: {resources: {}}',
      ...FROM_STDIN,
      ...['--name', 'chat'],
    );
    expect(result.status).toBe(0);
    expect(result.stderr).toMatch(/^warning: postInstall: has no effect/);
    expect(result.stdout).toMatch(/kind: Deployment/);
  });

  it('prints each issue of bad values as path and rule, and no manifest', () => {
    const { status, stdout, stderr } = run(
      'replicaCont: 1\nservice: {port: 0}',
      ...FROM_STDIN,
      ...['--name', '7b'],
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      'service.port: must be a whole number from 1 to 65535',
      'replicaCont: is not known here: did you mean replicaCount?',
    ]);
  });

  it('refuses values that are no YAML, and names the line', () => {
    const { status, stdout, stderr } = run(
      'a: 1\na: 2',
      ...FROM_STDIN,
      ...['--name', 'x'],
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'line 2: has the key a a second time: keep one of them\n',
    });
  });

  it.each([
    [['--name', 'x', '--namespace', 'y'], '-f is required'],
    [['-f', '-', '--name', 'x'], '--namespace is required'],
    [FROM_STDIN, '--name or --release is required'],
    [[...FROM_STDIN, '--name', 'x', '--colour'], "Unknown option '--colour'"],
    [
      ['-f', 'nowhere.yaml', '--name', 'x', '--namespace', 'y'],
      'cannot read nowhere.yaml',
    ],
  ])('refuses the arguments %j with the usage', (args, message) => {
    const { status, stdout, stderr } = run('', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: aikit render');
  });
});
