/*
 * What a package's tarball has besides what backstage-cli puts there. Runs in
 * the package's folder after `backstage-cli package prepack`, which has put
 * package.json aside; with --undo, after `backstage-cli package postpack`.
 */
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));

/** Files of the repository that belong into this tarball. */
const copied = ['LICENSE', 'templates'].filter(
  name => name === 'LICENSE' || manifest.files.includes(name),
);

/** TypeScript takes the first condition that it knows. */
function typesFirst(entry) {
  return typeof entry === 'object' && entry.types
    ? { types: entry.types, ...entry }
    : entry;
}

if (process.argv.includes('--undo')) {
  copied.forEach(name => fs.rmSync(name, { recursive: true }));
} else {
  copied.forEach(name =>
    fs.cpSync(path.join(root, name), name, { recursive: true }),
  );
  if (manifest.exports) {
    const entries = Object.entries(manifest.exports);
    manifest.exports = Object.fromEntries(
      entries.map(([name, entry]) => [name, typesFirst(entry)]),
    );
    fs.writeFileSync(
      'package.json',
      `${JSON.stringify(manifest, undefined, 2)}\n`,
    );
  }
}
