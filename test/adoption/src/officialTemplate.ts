import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { targetPaths } from '@backstage/cli-common';
import { run } from './run';

/** The newest there is; its templates are those of Backstage 1.55. */
const CREATE_APP = '@backstage/create-app@0.9.2';

/** Folder of the template for each frontend system. */
const TEMPLATES = { new: 'default-app', classic: 'legacy-app' } as const;

/** A frontend system of Backstage. */
export type FrontendSystem = keyof typeof TEMPLATES;

/** The releases of Backstage that the suite is tried on. */
export const RELEASES = ['1.55', '1.57'] as const;

/** One of {@link RELEASES}. */
export type Release = (typeof RELEASES)[number];

/** Which of an official portal's kinds to make. */
export interface PortalKind {
  frontend: FrontendSystem;
  release: Release;
}

/**
 * What a portal that is installed with npm needs in its root `package.json`,
 * where the template is made for yarn: npm hoists React 17 otherwise, and
 * `@yarnpkg/core` 4.9.2 cannot be installed with it at all.
 */
const FOR_NPM = {
  packageManager: undefined,
  resolutions: undefined,
  overrides: {
    '@yarnpkg/core': '4.9.1',
    '@swc/core': '1.16.18',
    react: '^18.3.1',
    'react-dom': '^18.3.1',
    '@types/react': '^18',
    '@types/react-dom': '^18',
  },
  allowScripts: { 'better-sqlite3': true, esbuild: true, '@swc/core': true },
};

type Dependencies = Record<string, string>;

/** Peers of `@backstage/frontend-test-utils` that the template has too old. */
const PEERS: Dependencies = {
  '@testing-library/dom': '^10.0.0',
  '@testing-library/react': '^16.0.0',
};

/** Version by name of what create-app was released with. */
async function versionsOfTemplate(createApp: string): Promise<Dependencies> {
  const versions: Dependencies = {};
  const sources = join(createApp, 'dist/lib/versions.cjs.js');
  const text = await readFile(sources, 'utf8');
  const manifests = new Map(
    [...text.matchAll(/var (\S+) = require\('(\S+package\.json\S+)'\)/g)].map(
      ([, name, path]) => [name, path],
    ),
  );
  for (const [, name, variable] of text.matchAll(
    /"?(@backstage\/[^"]+|root)"?: (\S+)\.version/g,
  )) {
    const path = join(createApp, 'dist/lib', manifests.get(variable) ?? '');
    const [, version] =
      /version = "([^"]+)"/.exec(await readFile(path, 'utf8')) ?? [];
    if (!version) {
      throw new Error(`The version of ${name} is not where it was: ${path}`);
    }
    versions[name] = version;
  }
  return versions;
}

/** Fills the placeholders of every template file below a folder. */
async function fillIn(folder: string, versions: Dependencies) {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter(name => name.endsWith('.hbs'))) {
    const text = await readFile(join(folder, file), 'utf8');
    const filled = text
      // Exactly that release, where the range would admit the next one.
      .replace(/\^?\{\{\s*version '([^']+)'\s*\}\}/g, (_, name) => {
        const version = versions[name];
        if (!version) {
          throw new Error(`The template asks for ${name}, of no known version`);
        }
        return version;
      })
      .replace(/\{\{\s*defaultBranch\s*\}\}/g, 'main')
      .replace(/\{\{\s*name\s*\}\}/g, 'adopter');
    await writeFile(join(folder, file.replace(/\.hbs$/, '')), filled);
    await rm(join(folder, file));
  }
}

async function editJson(
  path: string,
  edit: (content: Record<string, unknown>) => object,
) {
  const content = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, `${JSON.stringify(edit(content), undefined, 2)}\n`);
}

/** Makes a portal of the yarn template one that npm installs. */
async function fitForNpm(folder: string) {
  await editJson(join(folder, 'package.json'), root => ({
    ...root,
    ...FOR_NPM,
  }));
  await editJson(join(folder, 'packages/backend/package.json'), backend => ({
    ...backend,
    dependencies: { ...(backend.dependencies as Dependencies), app: '*' },
  }));
  await editJson(join(folder, 'packages/app/package.json'), app => ({
    ...app,
    devDependencies: {
      ...(app.devDependencies as Dependencies),
      ...PEERS,
    },
  }));
  for (const yarns of ['yarn.lock', '.yarn', '.yarnrc.yml']) {
    await rm(join(folder, yarns), { recursive: true, force: true });
  }
}

/**
 * Makes a bare portal from the files of the official template, without
 * installing anything.
 *
 * @param scratch - folder for what is fetched on the way
 * @param folder - where the portal goes; must not exist
 */
export async function makeBarePortal(
  { frontend, release }: PortalKind,
  { scratch, folder }: { scratch: string; folder: string },
) {
  await mkdir(scratch, { recursive: true });
  const createApp = join(scratch, 'create-app');
  await run('npm', ['pack', '--silent', CREATE_APP], { cwd: scratch });
  const [archive] = (await readdir(scratch)).filter(name =>
    name.startsWith('backstage-create-app'),
  );
  await run('tar', ['xzf', archive], { cwd: scratch });
  await rm(createApp, { recursive: true, force: true });
  await rename(join(scratch, 'package'), createApp);

  await cp(join(createApp, 'templates', TEMPLATES[frontend]), folder, {
    recursive: true,
  });
  const versions = await versionsOfTemplate(createApp);
  if (release === '1.57') {
    const newer = targetPaths.resolveRoot('test/adoption/backstage-1.57.json');
    Object.assign(versions, JSON.parse(await readFile(newer, 'utf8')));
  }
  await fillIn(folder, versions);
  await fitForNpm(folder);
}
