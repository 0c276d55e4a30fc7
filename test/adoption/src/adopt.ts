/*
 * `npm run test:adoption`: installs the suite into a bare official portal as
 * `docs/install.md` says, and uses it there.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { targetPaths } from '@backstage/cli-common';
import { bundleSize } from './bundle';
import { startAdoptionCluster } from './cluster';
import { deployByTemplate, seeCard } from './deploy';
import { codeBlocks, commandsUnder, followPage } from './installPage';
import {
  FrontendSystem,
  makeBarePortal,
  PortalKind,
  Release,
  RELEASES,
} from './officialTemplate';
import { startPortal } from './portal';
import { startPostgres } from './postgres';
import { run } from './run';
import { conflicts, duplicates } from './tree';

const ROOT = targetPaths.rootDir;
const POSTGRES_PORT = 54329;
const INSTALL_TIMEOUT_MS = 1_200_000;
/** What the initial bundle may grow by, in bytes of gzip. */
const INITIAL_GROWTH_LIMIT = 8_000;

const started = Date.now();

function say(line: string) {
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`${String(seconds).padStart(5)} s  ${line}\n`);
}

interface Options extends PortalKind {
  /** A bare portal that is installed already, to begin with a copy of it. */
  bare?: string;
  /** The packages are in `dist-release` already. */
  packed: boolean;
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      frontend: { type: 'string', default: 'new' },
      backstage: { type: 'string', default: '1.57' },
      bare: { type: 'string' },
      packed: { type: 'boolean', default: false },
    },
  });
  const { frontend, backstage, bare, packed } = values;
  const release = RELEASES.find(known => known === backstage) as Release;
  if (!release || !['new', 'classic'].includes(frontend)) {
    throw new Error(
      'Usage: npm run test:adoption -- [--frontend new|classic] [--backstage 1.55|1.57] [--bare FOLDER] [--packed]',
    );
  }
  return { frontend: frontend as FrontendSystem, release, bare, packed };
}

/** Builds the app, and answers how large it is. */
async function buildApp(portal: string) {
  const app = join(portal, 'packages/app');
  await run('npx', ['backstage-cli', 'package', 'build'], {
    cwd: app,
    timeoutMs: 600_000,
  });
  return bundleSize(app);
}

/** Installs the packed packages, and whatever else the page installs. */
async function install(portal: string, { frontend, release }: PortalKind) {
  const page = await readFile(join(ROOT, 'docs/install.md'), 'utf8');
  const blocks = codeBlocks(page);
  await cp(join(ROOT, 'dist-release'), join(portal, 'vendor/aikit'), {
    recursive: true,
  });
  const titles = ['from the release folder'];
  if (frontend === 'classic') {
    titles.push(`classic frontend system${release === '1.55' ? ', 1.55' : ''}`);
  }
  for (const title of titles) {
    await run('bash', ['-ec', commandsUnder(blocks, title)], {
      cwd: portal,
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
  }
  const files = await followPage(blocks, {
    portal,
    except: file => frontend === 'new' && file.startsWith('packages/app/'),
  });
  say(`followed docs/install.md in ${files.join(', ')}`);
}

async function use(portal: string, scratch: string, picture: string) {
  const cluster = await startAdoptionCluster(scratch);
  try {
    const postgres = await startPostgres(scratch, POSTGRES_PORT);
    try {
      const env = { ...cluster.env, ...postgres.env };
      const running = await startPortal(portal, env);
      try {
        say('the portal runs on PostgreSQL');
        await deployByTemplate(running);
        say('deployed by the template; the component is in the catalog');
        await seeCard(running, picture);
        say(`the card shows the pods: ${picture}`);
      } finally {
        await running.stop();
      }
    } finally {
      await postgres.stop();
    }
  } finally {
    await cluster.stop();
  }
}

async function main() {
  const { bare, packed, ...kind } = readOptions(process.argv.slice(2));
  const name = `${kind.frontend}-${kind.release}`;
  const scratch = join(tmpdir(), 'aikit-adoption', name);
  const portal = join(scratch, 'portal');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  say(
    `a bare portal on the ${kind.frontend} frontend system of ${kind.release}, in ${scratch}`,
  );

  if (!packed) {
    await run('npm', ['run', '-s', 'release'], {
      cwd: ROOT,
      timeoutMs: 900_000,
    });
    say('packed and checked the packages');
  }
  if (bare) {
    await run('cp', ['-a', bare, portal], {
      cwd: scratch,
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
  } else {
    await makeBarePortal(kind, {
      scratch: join(scratch, 'fetched'),
      folder: portal,
    });
    await run('npm', ['install', '--no-audit', '--no-fund'], {
      cwd: portal,
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
  }
  say('installed the bare portal');
  const before = await buildApp(portal);
  const wrong = await conflicts(portal);
  const twice = await duplicates(portal);
  say('built the bare app');
  wrong.forEach(line => say(`npm ls of the bare portal: ${line}`));

  await install(portal, kind);
  const conflicting = (await conflicts(portal)).filter(
    line => !wrong.includes(line),
  );
  say(`npm ls with ours: ${conflicting.join(', ') || 'nothing else'}`);
  const added = (await duplicates(portal)).filter(one => !twice.includes(one));
  say(
    `packages of Backstage installed twice by ours: ${
      added.join(', ') || 'none'
    }`,
  );
  await run('npx', ['tsc'], { cwd: portal });
  say('type-checked');
  const size = await buildApp(portal);
  const initial = size.initial - before.initial;
  say(
    `the app grows by ${initial} B initial, ${
      size.lazy - before.lazy
    } B lazy (gzip; ${before.initial} and ${before.lazy} before)`,
  );
  // The bundle wants a lock file of yarn to copy.
  await writeFile(join(portal, 'yarn.lock'), '');
  await run(
    'npx',
    ['backstage-cli', 'package', 'build', '--skip-build-dependencies'],
    {
      cwd: join(portal, 'packages/backend'),
      timeoutMs: 600_000,
    },
  );
  say('built the backend');

  const picture = join(tmpdir(), `adoption-${name}.png`);
  await use(portal, scratch, picture);
  const faults = [
    ...conflicting.map(line => `npm ls: ${line}`),
    ...added.map(one => `${one} is installed twice`),
    ...(initial > INITIAL_GROWTH_LIMIT
      ? [
          `the initial bundle grows by ${initial} B, over ${INITIAL_GROWTH_LIMIT}`,
        ]
      : []),
  ];
  faults.forEach(fault => say(`FAULT: ${fault}`));
  say(faults.length ? 'not as it should be' : 'all as it should be');
  process.exitCode = faults.length ? 1 : 0;
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
