const { builtinModules } = require('node:module');
const { basename } = require('node:path');
const factory = require('@backstage/cli/config/eslint-factory');

const SCOPE = '@aikit-backstage';
const COMMON = `${SCOPE}/plugin-aikit-common`;
const NODE = `${SCOPE}/plugin-aikit-node`;
const SIMULATOR = `${SCOPE}/cluster-simulator`;
const TARGET = `${SCOPE}/test-target`;
const CLUSTER = `${SCOPE}/test-cluster`;
const GOLDEN = `${SCOPE}/test-golden`;

/**
 * The arrows between the packages: what each may import of the others. They
 * point one way, app and backend -> plugins -> node -> common.
 */
const ARROWS = {
  'aikit-common': [],
  cli: [COMMON, NODE],
  'aikit-node': [COMMON],
  'aikit-backend': [COMMON, NODE],
  'scaffolder-backend-module-aikit': [COMMON, NODE],
  'catalog-backend-module-aikit': [COMMON, NODE],
  aikit: [COMMON],
  app: [`${SCOPE}/plugin-aikit`],
  backend: [
    `${SCOPE}/plugin-aikit-backend`,
    `${SCOPE}/plugin-scaffolder-backend-module-aikit`,
    `${SCOPE}/plugin-catalog-backend-module-aikit`,
  ],
  'cluster-simulator': [COMMON],
  start: [CLUSTER, SIMULATOR],
  bench: [COMMON, SIMULATOR],
  golden: [COMMON],
  properties: [COMMON],
  fuzz: [COMMON, NODE, `${SCOPE}/plugin-aikit-backend`],
  cluster: [SIMULATOR],
  target: [SIMULATOR, CLUSTER],
  portal: [COMMON, `${SCOPE}/plugin-aikit-backend`, CLUSTER, TARGET],
  // A part of the simulator's package, of which its sources know nothing.
  conformance: [CLUSTER, TARGET],
  acceptance: [COMMON, CLUSTER, GOLDEN, TARGET],
  e2e: [CLUSTER, TARGET],
  adoption: [SIMULATOR, `${SCOPE}/test-e2e`],
};

/** Packages whose tests are declared by functions, to run on several clusters. */
const SUITES = ['acceptance', 'conformance', 'e2e', 'portal', 'properties'];

/**
 * ESLint configuration of the package in a folder of this repository, or of a
 * part of it that has arrows of its own.
 */
module.exports = (directory, name = basename(directory)) => {
  const allowed = ARROWS[name];
  if (!allowed) {
    throw new Error(`eslint-package.js: say what ${name} may import`);
  }
  return factory(directory, {
    restrictedImportPatterns: [
      `${SCOPE}/*`,
      ...allowed.map(target => `!${target}`),
    ],
    // The common package also runs in the browser.
    restrictedSrcImports:
      name === 'aikit-common'
        ? builtinModules.flatMap(module => [module, `node:${module}`])
        : [],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', 400],
      ...(SUITES.includes(name) && {
        'jest/no-export': 'off',
        'jest/valid-title': 'off',
        'jest/no-standalone-expect': 'off',
      }),
    },
  });
};
