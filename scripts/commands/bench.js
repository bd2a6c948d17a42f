/**
 * Runs the benchmark of packages/bench beside a PostgreSQL of its own. Arguments go
 * on to it.
 */
const path = require('node:path');
const { endWith, runProcess } = require('../bootstrap/run-process');
const { startTestDatabase } = require('../testing/test-database');

const COMMAND = path.join('packages', 'bench', 'src', 'command.ts');
// As long as the benchmark may need to end what it runs.
const GRACE_MS = 30_000;

async function main() {
  const database = await startTestDatabase();
  try {
    if (!database.env) {
      return { code: 1 };
    }
    return await runProcess(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        COMMAND,
        ...process.argv.slice(2),
      ],
      { env: { ...process.env, ...database.env }, graceMs: GRACE_MS },
    );
  } finally {
    await database.stop();
  }
}

endWith(main());
