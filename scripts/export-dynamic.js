/*
 * `npm run export-dynamic`: exports the plugins as dynamic plugins of Red Hat
 * Developer Hub, each into its folder dist-dynamic. The exporter installs what
 * a plugin needs and loads it, so that what is exported can be loaded.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const EXPORTER = [
  ...['--yes', '--package', '@red-hat-developer-hub/cli@1.9.1'],
  ...['--package', 'yarn@1', '--', 'rhdh-cli', 'plugin', 'export', '--clean'],
];
const EMBEDDED = ['plugin-aikit-common', 'plugin-aikit-node'];
const BACKEND = [
  ...['--no-build', '--embed-package'],
  ...EMBEDDED.map(name => `@aikit-backstage/${name}`),
];
const PLUGINS = {
  aikit: ['--no-generate-module-federation-assets'],
  'aikit-backend': BACKEND,
  'catalog-backend-module-aikit': BACKEND,
  'scaffolder-backend-module-aikit': BACKEND,
};

function run(command, args, cwd = root) {
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

run('npx', ['tsc']);
run('npx', ['backstage-cli', 'repo', 'build']);
// The exporter wants one to be there.
const lock = path.join(root, 'yarn.lock');
fs.writeFileSync(lock, '');
try {
  for (const [name, options] of Object.entries(PLUGINS)) {
    const folder = path.join(root, 'plugins', name);
    const prepack = path.join(__dirname, 'prepack.js');
    // Templates belong into the exported package, too.
    const withTemplates = name.startsWith('scaffolder');
    if (withTemplates) {
      run(process.execPath, [prepack], folder);
    }
    try {
      run('npx', [...EXPORTER, ...options], folder);
    } finally {
      if (withTemplates) {
        run(process.execPath, [prepack, '--undo'], folder);
      }
    }
  }
} finally {
  fs.rmSync(lock);
}
