const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const GROUP_GRACE_MS = 5_000;
// A terminal's Ctrl-C arrives more than once: from the terminal and from npm.
const SAME_KEYSTROKE_MS = 500;
const PARENT_CHECK_MS = 250;

const parent = process.ppid;

/** A signal ended the program that was running, and `end` is how. */
class StoppedError extends Error {
  name = 'StoppedError';

  constructor(end) {
    super('Stopped');
    this.end = end;
  }
}

/**
 * Runs a Node program to its end and leaves nothing of it behind: signals reach
 * it exactly once, and whatever it started in its process group ends with it.
 *
 * An interactive program keeps the terminal to itself instead, which sends it
 * Ctrl-C directly. `onOutput` receives what the program prints, in place of the
 * terminal. `graceMs` is the time that the program has to end after a signal, and
 * `stopSignal` is the one it gets in place of the one that came.
 *
 * @returns {Promise<{ code: number | null, signal: string | null }>}
 * @throws StoppedError after a signal, when the program has ended
 */
async function runProcess(node, args, options) {
  const {
    cwd,
    env,
    interactive = false,
    graceMs = 5_000,
    stopSignal,
    onOutput,
  } = options;
  const ownGroup = !interactive && process.platform !== 'win32';
  const output = onOutput ? 'pipe' : 'inherit';
  const preload = ['--require', path.join(__dirname, 'end-with-parent.js')];
  const child = spawn(node, [...(ownGroup ? preload : []), ...args], {
    cwd,
    env,
    detached: ownGroup,
    stdio: ['inherit', output, output, ...(ownGroup ? ['ipc'] : [])],
  });
  child.channel?.unref();
  child.stdout?.on('data', onOutput);
  child.stderr?.on('data', onOutput);

  const kill = signal =>
    ownGroup ? signalGroup(child.pid, signal) : child.kill(signal);
  const stopping = forwardSignals(child, {
    kill,
    interactive,
    graceMs,
    stopSignal,
  });
  try {
    await once(child, 'spawn');
    const closed = once(child, 'close');
    const [code, signal] = await once(child, 'exit');
    if (ownGroup) {
      await endGroup(child.pid);
    }
    await closed;
    if (stopping.stopped()) {
      throw new StoppedError({ code, signal });
    }
    return { code, signal };
  } finally {
    stopping.dispose();
  }
}

/** The first signal asks the program to end, the next one, or time, ends it. */
function forwardSignals(child, { kill, interactive, graceMs, stopSignal }) {
  let stoppedAt;
  let forceEnd;
  const forward = signal => {
    if (interactive && signal === 'SIGINT') {
      return;
    }
    if (stoppedAt === undefined) {
      stoppedAt = Date.now();
      child.kill(stopSignal ?? signal);
      forceEnd = setTimeout(kill, graceMs, 'SIGKILL');
    } else if (Date.now() - stoppedAt > SAME_KEYSTROKE_MS) {
      kill('SIGKILL');
    }
  };
  for (const signal of FORWARDED_SIGNALS) {
    process.on(signal, forward);
  }

  // npm runs a script in a shell, which passes no signal on and just ends.
  const parentCheck =
    process.env.npm_lifecycle_event &&
    setInterval(() => {
      if (process.ppid !== parent && stoppedAt === undefined) {
        forward('SIGTERM');
      }
    }, PARENT_CHECK_MS);

  return {
    stopped: () => stoppedAt !== undefined,
    dispose: () => {
      clearTimeout(forceEnd);
      clearInterval(parentCheck);
      for (const signal of FORWARDED_SIGNALS) {
        process.off(signal, forward);
      }
    },
  };
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') {
      return false;
    }
    throw error;
  }
}

async function endGroup(pid) {
  const deadline = Date.now() + GROUP_GRACE_MS;
  let alive = signalGroup(pid, 'SIGTERM');
  while (alive && Date.now() < deadline) {
    await sleep(50);
    alive = signalGroup(pid, 0);
  }
  if (alive) {
    signalGroup(pid, 'SIGKILL');
  }
}

/**
 * Ends this process as `work` ends: with the code or the signal of the program
 * that it ran, or with what went wrong.
 */
async function endWith(work) {
  try {
    endLike(await work);
  } catch (error) {
    if (error.name === 'StoppedError') {
      endLike(error.end);
      return;
    }
    console.error(error.name === 'UserError' ? error.message : error.stack);
    process.exitCode = 1;
  }
}

function endLike({ code, signal }) {
  if (signal) {
    // Somebody else here may listen for it, and this process would not end by it.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exitCode = code;
  }
}

module.exports = { StoppedError, endWith, runProcess };
