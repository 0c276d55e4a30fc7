const { dirname } = require('node:path');

module.exports = require('../../../eslint-package')(
  dirname(__dirname),
  'conformance',
);
