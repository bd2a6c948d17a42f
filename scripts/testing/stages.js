const os = require('node:os');
const path = require('node:path');
const { packageBinary } = require('../commands/package-binary');

const backstage = packageBinary('@backstage/cli', 'backstage-cli');
const REPLICAS_TEST = 'packages/backend/src/replicas.test.ts';

/**
 * What `npm test` runs, in this order. A stage is one Node program: `args`, given
 * the file that its count of tests goes to where it has tests. `counts` names the
 * form of that file (see counts.js), `needs` what has to run beside it. Which
 * stages run beside each other follows from `mostlyWaits` and `needsQuiet` (see
 * run-stages.js).
 */
const stages = [
  {
    name: 'replicas',
    counts: 'jest',
    needs: 'database',
    // A killed replica's task is taken over when its minute is up.
    mostlyWaits: true,
    args: report => [
      backstage,
      'repo',
      'test',
      REPLICAS_TEST,
      '--runInBand',
      '--json',
      `--outputFile=${report}`,
    ],
  },
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
      `--maxWorkers=${countWorkers()}`,
      // The option takes the place of jest's default, which is the first one.
      '--testPathIgnorePatterns',
      '/node_modules/',
      REPLICAS_TEST,
      '--json',
      `--outputFile=${report}`,
    ],
  },
  {
    name: 'browser',
    counts: 'playwright',
    // Its tests give a page a few seconds to show what they look for.
    needsQuiet: true,
    args: () => [
      packageBinary('@playwright/test', 'playwright'),
      'test',
      '--reporter=list,json',
    ],
    env: report => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  },
];

/**
 * Half of the suites wait for databases and sockets, and leave their core to
 * another one: hence two workers to a core. Each may take a gigabyte, so there are
 * not more than eight, or what jest takes on a machine with many cores.
 */
function countWorkers() {
  const cores = os.availableParallelism();
  return Math.max(Math.min(2 * cores, 8), cores - 1);
}

module.exports = { stages };
