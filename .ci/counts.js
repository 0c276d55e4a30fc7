// Adds up the JSON reports of Jest that are given; exits with 1 when one is
// missing, ran no test, or has a failure.
const { existsSync, readFileSync } = require('node:fs');
const { basename } = require('node:path');

let passed = 0;
let failed = 0;
let skipped = 0;
let bad = false;

for (const file of process.argv.slice(2)) {
  const name = basename(file, '.json');
  if (!existsSync(file)) {
    console.log(`${name}: no report was written`);
    bad = true;
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const suites = report.numFailedTestSuites;
  console.log(
    `${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped, ${report.numTotalTestSuites} suites`,
  );
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests;
  if (report.numPassedTests + report.numFailedTests === 0) {
    console.log(`${name}: no test was run`);
    bad = true;
  }
  if (suites > 0 || !report.success) {
    bad = true;
  }
}

console.log(
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = bad ? 1 : 0;
