const path = require('node:path');

/**
 * What `node scripts/run.js <name>` can do. `nodeArguments` is what the right
 * Node is called with, before the arguments of the person.
 */
const commands = {
  start: {
    usage: 'npm start',
    summary: 'the portal on http://localhost:3000',
    needsPackages: true,
    nodeArguments: () => [path.join(__dirname, 'commands', 'start.js')],
  },
  test: {
    usage: 'npm test',
    summary: 'all checks and tests; -- --only <stage> runs one',
    needsPackages: true,
    nodeArguments: () => [path.join(__dirname, 'commands', 'test.js')],
  },
  sandbox: {
    usage: 'npm run sandbox',
    summary: 'a stand-in Panther tenant; -- --port 7010 sets its port',
    needsPackages: true,
    nodeArguments: root => [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs', {
        paths: [root],
      }),
      path.join(root, 'packages', 'panther-sandbox', 'src', 'command.ts'),
    ],
  },
  generate: {
    usage: 'npm run generate',
    summary:
      'derives what is derived: types of the HTTP API, pages about actions',
    needsPackages: true,
    nodeArguments: () => [path.join(__dirname, 'commands', 'generate.js')],
  },
  rooms: {
    usage: 'npm run rooms',
    summary: 'the rooms of the backend plugin and what they import',
    needsPackages: false,
    nodeArguments: () => [path.join(__dirname, 'commands', 'rooms.js')],
  },
  bench: {
    usage: 'npm run bench',
    summary: 'measures the plugins; -- --output <file> for the JSON',
    needsPackages: true,
    nodeArguments: () => [path.join(__dirname, 'commands', 'bench.js')],
  },
  // Yarn is also the way out of a lock file that does not fit, so it must not
  // need an install that succeeded.
  yarn: {
    usage: 'npm run yarn -- <args>',
    summary: "this repository's Yarn, as in npm run yarn -- add <package>",
    needsPackages: false,
    isYarn: true,
    nodeArguments: (_root, toolchain) => [toolchain.yarn],
  },
};

module.exports = { commands };
