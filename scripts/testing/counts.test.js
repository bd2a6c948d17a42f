const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { formatTotals, readCounts } = require('./counts');

describe('readCounts', () => {
  let folder;
  let file;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counts-'));
    file = path.join(folder, 'report.json');
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const report = content => fs.writeFileSync(file, JSON.stringify(content));
  const jest = {
    numPassedTests: 5,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };

  it('counts a jest file that does not load as failed', () => {
    report({
      ...jest,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      numPendingTests: 2,
    });
    assert.deepEqual(readCounts({ counts: 'jest' }, file, 1), {
      passed: 5,
      failed: 2,
      skipped: 2,
    });
  });

  it('counts a flaky browser test as passed', () => {
    report({ stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 0 } });
    assert.deepEqual(readCounts({ counts: 'playwright' }, file, 1), {
      passed: 4,
      failed: 2,
      skipped: 0,
    });
  });

  it("reads what node's own runner counted", () => {
    report({ passed: 9, failed: 1, cancelled: 1, skipped: 1, todo: 0 });
    assert.deepEqual(readCounts({ counts: 'node' }, file, 1), {
      passed: 9,
      failed: 2,
      skipped: 1,
    });
  });

  it('counts a stage that fails although its tests passed', () => {
    report(jest);
    assert.equal(readCounts({ counts: 'jest' }, file, 1).failed, 1);
  });

  it('counts a stage that ended before it could report', () => {
    assert.equal(readCounts({ counts: 'jest' }, file, 137).failed, 1);
    assert.equal(readCounts({ counts: 'jest' }, file, null).failed, 1);
  });

  it('counts a stage of tests that ran none', () => {
    report({ ...jest, numPassedTests: 0 });
    assert.equal(readCounts({ counts: 'jest' }, file, 0).failed, 1);
  });

  it('counts nothing for a check that passes, and one for one that fails', () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    assert.deepEqual(readCounts({}, file, 0), none);
    assert.deepEqual(readCounts({}, file, 2), { ...none, failed: 1 });
  });
});

describe('formatTotals', () => {
  const result = (passed, failed, skipped) => ({
    counts: { passed, failed, skipped },
  });

  it('adds the stages up', () => {
    assert.equal(
      formatTotals([result(2, 0, 0), result(3, 1, 0)]),
      'tests: 5 passed, 1 failed',
    );
  });

  it('names skipped tests when there are any', () => {
    assert.equal(
      formatTotals([result(2, 0, 1)]),
      'tests: 2 passed, 0 failed, 1 skipped',
    );
  });
});
