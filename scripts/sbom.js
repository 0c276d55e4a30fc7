/*
 * `npm run sbom`: what the tarballs in dist-release bring along, resolved as in
 * a portal that installs them, as a CycloneDX document beside them; and which
 * licences these packages have, of which each must be one that allows use in
 * any product.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const release = path.resolve(__dirname, '../dist-release');

/** Permissive licences. Of a choice (`A OR B`) one is enough. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
  'LGPL-3.0 by way of Backstage',
];

/**
 * Read by hand. All but the last name it in a way that npm does not read, or in
 * a file only; the last comes with Backstage's own scaffolder, unchanged.
 */
const READ_BY_HAND = {
  'compute-gcd': 'MIT',
  'compute-lcm': 'MIT',
  'express-promise-router': 'MIT',
  'fast-shallow-equal': 'Unlicense',
  format: 'MIT',
  'passport-strategy': 'MIT',
  pause: 'MIT',
  'react-universal-interface': 'Unlicense',
  'valid-url': 'MIT',
  'validate.io-function': 'MIT',
  'validate.io-integer': 'MIT',
  'validate.io-integer-array': 'MIT',
  'validate.io-number': 'MIT',
  '@isomorphic-git/pgp-plugin': 'LGPL-3.0 by way of Backstage',
};

function isAllowed(licence) {
  const words = licence.replace(/[()]/g, '');
  return words
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(one => ALLOWED.includes(one)));
}

function licenceOf({ group, name, licenses = [] }) {
  const fullName = group ? `${group}/${name}` : name;
  if (Object.hasOwn(READ_BY_HAND, fullName)) {
    return READ_BY_HAND[fullName];
  }
  const names = licenses.map(
    ({ expression, license = {} }) => expression ?? license.id ?? license.name,
  );
  return names.join(' AND ') || 'none named';
}

function main() {
  const tarballs = fs.readdirSync(release).filter(name => /\.tgz$/.test(name));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sbom-'));
  const npm = (...args) =>
    execFileSync('npm', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  try {
    const dependencies = Object.fromEntries(
      tarballs.map(name => [
        `@aikit-backstage/${name.replace(
          /^aikit-backstage-(.*)-\d+\.\d+\.\d+.*$/,
          '$1',
        )}`,
        `file:${path.join(release, name)}`,
      ]),
    );
    fs.writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({
        name: 'aikit-for-backstage',
        version: '0.0.0',
        private: true,
        license: 'Apache-2.0',
        dependencies,
      }),
    );
    // Peers, such as React, are the portal's own.
    const only = ['--package-lock-only', '--legacy-peer-deps', '--silent'];
    npm('install', ...only, '--ignore-scripts', '--no-audit');
    const sbom = npm('sbom', ...only, '--sbom-format=cyclonedx');
    fs.writeFileSync(path.join(release, 'sbom.cdx.json'), sbom);

    const byLicence = new Map();
    for (const component of JSON.parse(sbom).components) {
      const licence = licenceOf(component);
      byLicence.set(licence, [
        ...(byLicence.get(licence) ?? []),
        `${component.name} ${component.version}`,
      ]);
    }
    for (const [licence, packages] of [...byLicence].sort()) {
      process.stdout.write(`${licence}: ${packages.length}\n`);
      if (!isAllowed(licence)) {
        process.stderr.write(`  not allowed: ${packages.join(', ')}\n`);
        process.exitCode = 1;
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main();
