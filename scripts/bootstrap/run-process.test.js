const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { describe, it } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { runProcess } = require('./run-process');

const notOnWindows = { skip: process.platform === 'win32' };

const run = (program, onOutput = () => {}) =>
  runProcess(process.execPath, ['-e', program], { env: process.env, onOutput });

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntil(condition) {
  const deadline = Date.now() + 8_000;
  while (!condition() && Date.now() < deadline) {
    await sleep(50);
  }
  return condition();
}

// Starts a helper that would run for ever, says its id, and does the rest.
const withHelper = rest => `
  const { pid } = require('node:child_process').spawn(
    process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(pid);
  ${rest}
`;

/** A process of its own that runs `program`, to be sent signals. */
function bootstrap(program, { before = '' } = {}) {
  const script = `
    ${before};
    const { runProcess, endWith } = require(${JSON.stringify(
      require.resolve('./run-process'),
    )});
    endWith(
      runProcess(process.execPath, ['-e', ${JSON.stringify(program)}], {
        env: process.env,
      }),
    );
  `;
  return spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('runProcess', () => {
  it('tells how the program ended', async () => {
    assert.deepEqual(await run('process.exit(7)'), { code: 7, signal: null });
  });

  it('gives its output', async () => {
    let output = '';
    await run('console.log("hello"); console.error("there")', chunk => {
      output += chunk;
    });
    assert.match(output, /hello/);
    assert.match(output, /there/);
  });

  it('ends what the program left running', notOnWindows, async () => {
    let helper = '';
    await run(withHelper('setTimeout(() => process.exit(), 100)'), chunk => {
      helper += chunk;
    });
    assert.equal(isAlive(Number(helper)), false);
  });

  it(
    'passes a signal on once and ends as the program does',
    notOnWindows,
    async () => {
      const parent = bootstrap(`
      let count = 0;
      process.on('SIGINT', () => { count += 1; setTimeout(() => process.exit(40 + count), 300); });
      setInterval(() => {}, 1000);
      console.log('ready');
    `);
      await once(parent.stdout, 'data');
      parent.kill('SIGINT');
      await sleep(50);
      parent.kill('SIGINT');
      const [code] = await once(parent, 'exit');
      assert.equal(code, 41);
    },
  );

  it(
    'ends by the signal that ended the program, whoever else listens for it',
    notOnWindows,
    async () => {
      const parent = bootstrap(
        `setInterval(() => {}, 1000); console.log('ready')`,
        { before: `process.on('SIGINT', () => {})` },
      );
      await once(parent.stdout, 'data');
      parent.kill('SIGINT');
      assert.deepEqual(await once(parent, 'exit'), [null, 'SIGINT']);
    },
  );

  it(
    'ends the program and its helpers when it is killed itself',
    notOnWindows,
    async () => {
      const parent = bootstrap(withHelper('setInterval(() => {}, 1000)'));
      const [helper] = await once(parent.stdout, 'data');
      parent.kill('SIGKILL');
      assert.ok(await waitUntil(() => !isAlive(Number(helper))));
    },
  );
});
