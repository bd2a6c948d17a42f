const path = require('node:path');
const { packageBinary } = require('../commands/package-binary');

const backstage = packageBinary('@backstage/cli', 'backstage-cli');

/**
 * What `npm test` runs, in this order. A stage is one Node program: `args`, given
 * the file that its count of tests goes to where it has tests. `counts` names the
 * form of that file (see counts.js), `needs` what has to run beside it.
 */
const stages = [
  {
    name: 'types',
    args: () => [packageBinary('typescript', 'tsc'), '--noEmit'],
  },
  {
    name: 'lint',
    args: () => [backstage, 'repo', 'lint', '--max-warnings', '0'],
  },
  {
    name: 'format',
    args: () => [packageBinary('prettier', 'prettier'), '--check', '.'],
  },
  {
    name: 'generated',
    args: () => [
      path.join(__dirname, '..', 'commands', 'generate.js'),
      '--check',
    ],
  },
  {
    name: 'config',
    // config:check only loads the configuration; printing it holds it against the
    // schemas too. Secrets are not printed.
    args: () => [backstage, 'config:print', '--package', 'backend'],
  },
  {
    name: 'scripts',
    counts: 'node',
    args: report => [
      '--test',
      '--test-timeout=60000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${path.join(__dirname, 'summary-reporter.mjs')}`,
      `--test-reporter-destination=${report}`,
      'scripts/**/*.test.js',
    ],
  },
  {
    name: 'unit',
    counts: 'jest',
    needs: 'database',
    args: report => [
      backstage,
      'repo',
      'test',
      '--json',
      `--outputFile=${report}`,
    ],
  },
  {
    name: 'browser',
    counts: 'playwright',
    args: () => [
      packageBinary('@playwright/test', 'playwright'),
      'test',
      '--reporter=list,json',
    ],
    env: report => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  },
];

module.exports = { stages };
