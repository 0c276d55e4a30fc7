module.exports = {
  ...require('@aikit-backstage/test-cluster/jest.config'),
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/**/*.test.ts'],
};
