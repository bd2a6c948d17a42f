const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/**
 * The environment in which `TestDatabases` of `@backstage/backend-test-utils`
 * finds a PostgreSQL 18: the one that is already named, or one started here.
 */
async function startTestDatabase() {
  if (process.env[VARIABLE]) {
    return { env: {}, stop: async () => {} };
  }
  console.log('Starting PostgreSQL for the tests…');
  const server = fork(path.join(__dirname, 'database-server.mjs'));
  const ended = once(server, 'exit');
  const stop = async () => {
    if (server.connected) {
      server.disconnect();
    }
    await ended;
  };
  const [connection] = await Promise.race([
    once(server, 'message'),
    ended.then(() => []),
  ]);
  return { env: connection ? { [VARIABLE]: connection } : undefined, stop };
}

module.exports = { startTestDatabase };
