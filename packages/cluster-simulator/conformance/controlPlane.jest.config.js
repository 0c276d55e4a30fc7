module.exports = {
  ...require('@aikit-backstage/test-cluster/jest.config'),
  rootDir: __dirname,
  // Those in `src` run in `npm test`, against the simulator.
  testMatch: ['<rootDir>/*.test.ts'],
};
