const fs = require('node:fs');
const path = require('node:path');
const { withBootstrapLock } = require('./bootstrap-lock');
const { explainFailure } = require('./explain-failure');
const { installStamp } = require('./install-stamp');
const { yarnEnvironment } = require('./npm-settings');
const { runProcess } = require('./run-process');
const { UserError } = require('./user-error');

const QUIET_MS = 15_000;

/** Installs from the lock file, unless what is there came from the same one. */
async function installPackages(root, toolchain) {
  const stampFile = path.join(root, 'node_modules', '.install-stamp');
  const wanted = installStamp(root, toolchain);
  const isInstalled = () =>
    fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted;
  if (isInstalled()) {
    return;
  }
  await withBootstrapLock(root, async () => {
    if (isInstalled()) {
      return;
    }
    // Gone while packages are half there: an interrupted install is done again.
    fs.rmSync(stampFile, { force: true });
    await yarnInstall(root, toolchain);
    fs.writeFileSync(stampFile, wanted);
  });
}

async function yarnInstall(root, toolchain) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  console.log(
    fs.existsSync(path.join(root, 'node_modules', '.yarn-state.yml'))
      ? 'The packages have changed: installing them from the lock file (usually under a minute)…'
      : 'Installing about 2,600 packages from the lock file (usually one to two minutes, once)…',
  );

  let output = '';
  let heardAt = Date.now();
  const heartbeat = setInterval(() => {
    if (Date.now() - heardAt >= QUIET_MS) {
      heardAt = Date.now();
      console.log(`… still installing, ${seconds()} s so far`);
    }
  }, 1_000);
  try {
    const result = await runProcess(
      toolchain.node,
      [toolchain.yarn, 'install', '--immutable'],
      {
        cwd: root,
        env: {
          ...(await yarnEnvironment(root, toolchain.env)),
          ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
        },
        onOutput: chunk => {
          heardAt = Date.now();
          output += chunk;
          process.stdout.write(chunk);
        },
      },
    );
    if (result.code !== 0) {
      throw new UserError(
        `The packages were not installed. ${explainFailure(output)}`,
      );
    }
  } finally {
    clearInterval(heartbeat);
  }
  console.log(`Installed in ${seconds()} s.\n`);
}

module.exports = { installPackages };
