/**
 * Runs the portal of packages/app and packages/backend, and says when it can be
 * used. Arguments go on to `backstage-cli repo start`.
 */
const net = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');
const { endWith, runProcess } = require('../bootstrap/run-process');
const { UserError } = require('../bootstrap/user-error');
const { packageBinary } = require('./package-binary');

const PORTAL = 'http://localhost:3000';
const READINESS = 'http://localhost:7007/.backstage/health/v1/readiness';
const PORTS = [
  { port: 3000, part: 'the front page' },
  { port: 7007, part: 'the backend' },
];

/** No other tenant may be written with these, so they are no defaults of app-config.yaml. */
const SANDBOX_ONLY = {
  PANTHER_MANAGE_TOKEN: 'sandbox-token',
  PANTHER_AWS_ACCOUNT_ID: '444455556666',
};

const CHECK_EVERY_MS = 500;
const PATIENCE_MS = 180_000;

async function main() {
  for (const { port, part } of PORTS) {
    if (await isTaken(port)) {
      throw new UserError(
        `Port ${port}, which ${part} of the portal needs, is taken by another program: end that program (perhaps an earlier npm start), then run npm start again.`,
      );
    }
  }

  console.log('Starting the portal (usually under a minute)…');
  const ended = new AbortController();
  const [end] = await Promise.all([
    runProcess(
      process.execPath,
      [
        packageBinary('@backstage/cli', 'backstage-cli'),
        'repo',
        'start',
        ...process.argv.slice(2),
      ],
      // The line below names the address; a browser window may open nowhere.
      {
        env: {
          BROWSER: 'none',
          ...(process.env.PANTHER_API_URL ? {} : SANDBOX_ONLY),
          ...process.env,
        },
      },
    ).finally(() => ended.abort()),
    announce(ended.signal),
  ]);
  return end;
}

/** Says once that the portal can be used, unless it has `ended` before. */
async function announce(ended) {
  const startedAt = Date.now();
  let warned = false;
  while (!(await answers(READINESS)) || !(await answers(PORTAL))) {
    if (ended.aborted) {
      return;
    }
    if (!warned && Date.now() - startedAt > PATIENCE_MS) {
      warned = true;
      console.log(
        '\nThe portal is still not ready; the reason is probably an error in the lines above.\n',
      );
    }
    await sleep(CHECK_EVERY_MS);
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(
    `\nThe portal is ready: ${PORTAL} (after ${seconds} s; Ctrl-C ends it)\n`,
  );
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

// Connecting finds a listener on either family; trying to listen would not
// find one that has the port on another address.
async function isTaken(port) {
  const tries = ['127.0.0.1', '::1'].map(
    host =>
      new Promise(resolve => {
        const socket = net.connect({ port, host, timeout: 1_000 });
        const settle = taken => () => {
          socket.destroy();
          resolve(taken);
        };
        socket.once('connect', settle(true));
        socket.once('timeout', settle(false));
        socket.once('error', settle(false));
      }),
  );
  return (await Promise.all(tries)).includes(true);
}

endWith(main());
