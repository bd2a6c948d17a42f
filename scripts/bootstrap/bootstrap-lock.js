const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { UserError } = require('./user-error');

const WAIT_LIMIT_MS = 15 * 60_000;

/**
 * Runs `work` while no other process of this checkout does: two installs at
 * once would tear up each other's files. The lock is a file that names its
 * process; one whose process is gone no longer counts.
 */
async function withBootstrapLock(root, work) {
  const file = path.join(root, '.cache', 'bootstrap.lock');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await take(file);
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

async function take(file) {
  const own = `${file}.${process.pid}`;
  const deadline = Date.now() + WAIT_LIMIT_MS;
  let told = false;
  fs.writeFileSync(own, String(process.pid));
  try {
    for (;;) {
      try {
        // A hard link appears with its content or not at all.
        fs.linkSync(own, file);
        return;
      } catch (error) {
        if (error.code !== 'EEXIST') {
          throw error;
        }
      }
      const holder = readHolder(file);
      if (holder !== undefined && !isAlive(holder)) {
        removeStale(file, holder);
        continue;
      }
      if (Date.now() > deadline) {
        throw new UserError(
          `Process ${holder} has been setting up this checkout for too long. End it, or delete ${file}, and run the command again.`,
        );
      }
      if (!told) {
        told = true;
        console.log(
          `Waiting for process ${holder}, which is setting up this checkout…`,
        );
      }
      await sleep(250);
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
}

function readHolder(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error.code === 'EPERM';
  }
}

// Another process may be removing the same stale lock and may have taken a
// fresh one since: rename first, and put back what turns out not to be stale.
function removeStale(file, holder) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') {
      return;
    }
    throw error;
  }
  if (readHolder(aside) !== holder) {
    fs.linkSync(aside, file);
  }
  fs.rmSync(aside, { force: true });
}

module.exports = { withBootstrapLock };
