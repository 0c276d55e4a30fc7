const swcTransform = require.resolve('@backstage/cli/config/jestSwcTransform');

// The transform of Backstage's own configuration for Node packages. That one
// looks for tests in `src` only and runs files in parallel; here each file may
// start a control plane.
function transform(syntax) {
  return [
    swcTransform,
    {
      module: { exportInteropAnnotation: true },
      jsc: { parser: { syntax } },
    },
  ];
}

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '\\.(mjs|cjs|js)$': transform('ecmascript'),
    '\\.ts$': transform('typescript'),
  },
  transformIgnorePatterns: [
    '/node_modules/(?:@material-ui|ajv|core-js|jest-.*|jsdom|knex|react|react-dom|typescript)/',
  ],
  testTimeout: 60_000,
  maxWorkers: 1,
};
