/*
 * `npm run release`: builds every package that is published, packs them into
 * dist-release, and checks what is packed.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const release = path.join(root, 'dist-release');

/**
 * What publint and attw say of every package that backstage-cli builds, and
 * that Backstage's own packages have as well.
 */
const OF_BACKSTAGE = {
  publint: [
    // dist/*.esm.js is for bundlers, in packages that say no "type"
    'FILE_INVALID_FORMAT',
    // backend.add(import(…)) takes the default export of a CommonJS module
    'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
    // The condition "backstage" names the kind of the default export
    'EXPORTS_VALUE_INVALID',
    'EXPORTS_TYPES_INVALID_FORMAT',
  ],
  attw: ['cjs-only-exports-default', 'unexpected-module-syntax'],
};

function run(command, args, options = {}) {
  return execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}

/** Folders of the packages that are published. */
function published() {
  return ['plugins', 'packages']
    .flatMap(group =>
      fs.readdirSync(path.join(root, group)).map(name => `${group}/${name}`),
    )
    .filter(folder => {
      const file = path.join(root, folder, 'package.json');
      return fs.existsSync(file) && !JSON.parse(fs.readFileSync(file)).private;
    });
}

/** What is wrong with a tarball, one line each. */
async function faults(tarball) {
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const data = fs.readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: data.buffer },
    level: 'warning',
    strict: true,
  });
  const found = messages
    .filter(({ code }) => !OF_BACKSTAGE.publint.includes(code))
    .map(message => `publint: ${formatMessage(message, pkg)}`);
  const attw = [tarball, '--format', 'ascii', '--no-color', '--no-emoji'];
  try {
    run(
      'node_modules/.bin/attw',
      [...attw, '--ignore-rules', ...OF_BACKSTAGE.attw],
      {
        stdio: 'pipe',
      },
    );
  } catch (error) {
    found.push(`attw: ${error.stdout}${error.stderr}`);
  }
  return found;
}

async function main() {
  run('npx', ['tsc']);
  run('npx', ['backstage-cli', 'repo', 'build']);
  fs.rmSync(release, { recursive: true, force: true });
  fs.mkdirSync(release);
  for (const folder of published()) {
    const args = ['pack', '--silent', '--pack-destination', release];
    run('npm', args, { cwd: path.join(root, folder) });
  }
  const all = [];
  for (const name of fs.readdirSync(release)) {
    const tarball = path.join(release, name);
    const { size } = fs.statSync(tarball);
    process.stdout.write(`${tarball}, ${Math.round(size / 1024)} kB\n`);
    all.push(...(await faults(tarball)).map(fault => `${name}: ${fault}`));
  }
  all.forEach(fault => process.stderr.write(`${fault}\n`));
  process.exitCode = all.length > 0 ? 1 : 0;
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
