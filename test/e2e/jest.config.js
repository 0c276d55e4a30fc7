module.exports = {
  ...require('@aikit-backstage/test-cluster/jest.config'),
  rootDir: __dirname,
};
