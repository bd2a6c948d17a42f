const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { promisify } = require('node:util');
const execFile = promisify(require('node:child_process').execFile);
const { withBootstrapLock } = require('./bootstrap-lock');

describe('withBootstrapLock', () => {
  let root;
  let lock;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'bootstrap-lock-'));
    lock = path.join(root, '.cache', 'bootstrap.lock');
  });

  afterEach(() => fs.rmSync(root, { recursive: true }));

  it('lets one process work at a time', async () => {
    const log = path.join(root, 'log');
    const program = `
      const fs = require('node:fs');
      const { withBootstrapLock } = require(${JSON.stringify(
        require.resolve('./bootstrap-lock'),
      )});
      withBootstrapLock(${JSON.stringify(root)}, async () => {
        fs.appendFileSync(${JSON.stringify(log)}, 'in ');
        await new Promise(resolve => setTimeout(resolve, 100));
        fs.appendFileSync(${JSON.stringify(log)}, 'out ');
      });
    `;
    await Promise.all(
      Array.from({ length: 4 }, () =>
        execFile(process.execPath, ['-e', program]),
      ),
    );
    assert.equal(fs.readFileSync(log, 'utf8'), 'in out '.repeat(4));
  });

  it('takes over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    fs.mkdirSync(path.dirname(lock));
    fs.writeFileSync(lock, String(pid));
    assert.equal(await withBootstrapLock(root, async () => 'done'), 'done');
  });

  it('waits for a process that is there', async () => {
    fs.mkdirSync(path.dirname(lock));
    fs.writeFileSync(lock, String(process.ppid));
    let entered = false;
    const work = withBootstrapLock(root, async () => {
      entered = true;
    });
    await sleep(400);
    assert.equal(entered, false);
    fs.rmSync(lock);
    await work;
    assert.equal(entered, true);
  });

  it('is free again after work that failed', async () => {
    await assert.rejects(
      withBootstrapLock(root, async () => {
        throw new Error('no network');
      }),
      /no network/,
    );
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
  });
});
