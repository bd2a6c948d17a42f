const fs = require('node:fs');

const READERS = {
  jest: report => ({
    passed: report.numPassedTests,
    // A file that does not even load has no tests to fail.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  playwright: ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }),
  node: counts => ({
    passed: counts.passed,
    failed: counts.failed + counts.cancelled,
    skipped: counts.skipped + counts.todo,
  }),
};

/**
 * How many tests of a stage passed, failed and were skipped. A stage that fails
 * with no failed test counts as one, and so does one that should have tests and
 * ran none.
 */
function readCounts(stage, reportFile, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (stage.counts && fs.existsSync(reportFile)) {
    const report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
    Object.assign(counts, READERS[stage.counts](report));
  }
  const ranNone = stage.counts !== undefined && counts.passed === 0;
  if (counts.failed === 0 && (exitCode !== 0 || ranNone)) {
    counts.failed = 1;
  }
  return counts;
}

/** The closing line, in the form that test counters read. */
function formatTotals(results) {
  const total = key =>
    results.reduce((sum, { counts }) => sum + counts[key], 0);
  const skipped = total('skipped');
  return `tests: ${total('passed')} passed, ${total('failed')} failed${
    skipped > 0 ? `, ${skipped} skipped` : ''
  }`;
}

module.exports = { readCounts, formatTotals };
