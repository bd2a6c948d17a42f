const { execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { withBootstrapLock } = require('./bootstrap-lock');
const { explainFailure } = require('./explain-failure');
const { findNpm } = require('./npm-settings');
const { runProcess } = require('./run-process');
const { UserError } = require('./user-error');

/**
 * The oldest minor of each major that Backstage 1.55 supports which the locked
 * packages still run on: undici 8 wants 22.19, @babel/code-frame 8 wants 24.11.
 */
const OLDEST_MINOR = { 22: 19, 24: 11 };

const folder = path.resolve(__dirname, '..', 'toolchain');
const modules = path.join(folder, 'node_modules');
const stampFile = path.join(modules, '.ready');

/**
 * The Node and Yarn that everything else runs with: the machine's own Node
 * where it fits, and exact versions from the npm registry otherwise.
 *
 * @returns {Promise<{ node: string, nodeMajor: string, yarn: string, env: NodeJS.ProcessEnv }>}
 */
async function bringToolchain(root) {
  const ownNode = isSuitable(process.versions.node);
  const wanted = toolchainStamp(ownNode);
  if (!isReady(wanted)) {
    await withBootstrapLock(root, async () => {
      if (!isReady(wanted)) {
        await fetchToolchain(root, ownNode);
        fs.writeFileSync(stampFile, wanted);
      }
    });
  }

  const { node, version } = ownNode
    ? { node: process.execPath, version: process.versions.node }
    : broughtNode();
  const nodeFolder = path.dirname(node);
  const binaries = [
    path.join(modules, '.bin'),
    path.join(root, 'node_modules', '.bin'),
  ];
  // The folder of the machine's own Node may hold other tools, an old Yarn for
  // one, so it comes after ours; the folder of a brought Node holds nothing else.
  const first = ownNode ? [...binaries, nodeFolder] : [nodeFolder, ...binaries];
  return {
    node,
    nodeMajor: version.split('.')[0],
    yarn: path.join(modules, '@yarnpkg', 'cli-dist', 'bin', 'yarn.js'),
    env: {
      ...process.env,
      PATH: [...first, process.env.PATH].join(path.delimiter),
    },
  };
}

function isSuitable(version) {
  const [major, minor] = version.split('.').map(Number);
  return minor >= OLDEST_MINOR[major];
}

function isReady(wanted) {
  return (
    fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted
  );
}

function toolchainStamp(ownNode) {
  return crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
    .update(
      `${process.platform} ${process.arch} ${ownNode ? 'own' : 'brought'}`,
    )
    .digest('hex');
}

async function fetchToolchain(root, ownNode) {
  const npm = findNpm();
  if (!npm) {
    throw new UserError(
      'npm was not found, and it is what brings Node and Yarn here. Run the command through npm, for example: npm start',
    );
  }
  console.log(
    ownNode
      ? 'Bringing Yarn from the npm registry (a few seconds, once)…'
      : `Node ${process.versions.node} does not run Backstage: bringing a Node that does, and Yarn, from the npm registry (about 10 seconds, once)…`,
  );

  // Set here because a person's own npm settings may say otherwise.
  const settings = [
    '--ignore-scripts',
    '--package-lock',
    `--${ownNode ? 'omit' : 'include'}=optional`,
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  let output = '';
  const result = await runProcess(process.execPath, [npm, 'ci', ...settings], {
    cwd: folder,
    env: process.env,
    onOutput: chunk => {
      output += chunk;
    },
  });
  if (result.code !== 0) {
    throw new UserError(
      `${output.trim()}\n\nNode and Yarn could not be brought from the npm registry. ${explainFailure(
        output,
      )}`,
    );
  }
  if (!ownNode) {
    checkBroughtNode();
  }
}

function broughtNode() {
  const { optionalDependencies } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return Object.entries(optionalDependencies)
    .map(([name, version]) => ({
      node: path.join(modules, name, 'bin', binary),
      version,
    }))
    .find(({ node }) => fs.existsSync(node));
}

// npm is content when an optional package cannot be had, and a Node may be there
// and still not run, as on a Linux with another C library.
function checkBroughtNode() {
  try {
    execFileSync(broughtNode()?.node, ['--version'], { stdio: 'ignore' });
  } catch (error) {
    throw new UserError(
      `No Node for ${process.platform} ${process.arch} came from the npm registry that runs here (${error.code}). Install Node 24 or 22 yourself and run the command again.`,
    );
  }
}

module.exports = { bringToolchain, isSuitable };
