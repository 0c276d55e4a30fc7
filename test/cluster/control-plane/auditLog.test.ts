import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLogPath, readRequests } from './auditLog';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});

afterEach(() => rm(folder, { recursive: true }));

function event(auditID: string, verb: string, stage: string): string {
  return JSON.stringify({
    auditID,
    stage,
    verb,
    requestURI: '/api/v1/pods',
    user: { username: 'jane' },
    objectRef: { resource: 'pods' },
  });
}

describe('readRequests', () => {
  it('counts a watch once, whether it runs or has ended', async () => {
    const lines = [
      event('a', 'watch', 'ResponseStarted'),
      event('b', 'watch', 'ResponseStarted'),
      event('c', 'list', 'ResponseComplete'),
      event('b', 'watch', 'ResponseComplete'),
    ];
    await writeFile(auditLogPath(folder), `${lines.join('\n')}\n`);

    const requests = await readRequests(auditLogPath(folder));

    expect(requests.map(({ verb }) => verb)).toEqual([
      'watch',
      'watch',
      'list',
    ]);
    expect(requests[0]).toMatchObject({ user: 'jane', resource: 'pods' });
  });

  it('leaves out a last line that is not complete yet', async () => {
    const whole = event('a', 'list', 'ResponseComplete');
    await writeFile(
      auditLogPath(folder),
      `${whole}\n${whole.slice(0, whole.length / 2)}`,
    );

    expect(await readRequests(auditLogPath(folder))).toHaveLength(1);
  });
});
