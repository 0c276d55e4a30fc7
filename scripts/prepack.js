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

/**
 * The types come first, because TypeScript takes the first condition that it
 * knows. Node gets CommonJS by `import` as well: what is for bundlers are ES
 * modules that it takes for CommonJS by their name.
 */
function orderConditions(entry) {
  if (typeof entry !== 'object' || !entry.types) {
    return entry;
  }
  const node = entry.import && entry.require && { node: entry.require };
  return { types: entry.types, ...node, ...entry };
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
      entries.map(([name, entry]) => [name, orderConditions(entry)]),
    );
    fs.writeFileSync(
      'package.json',
      `${JSON.stringify(manifest, undefined, 2)}\n`,
    );
  }
}
