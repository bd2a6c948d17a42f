/**
 * Every root command goes through here: `npm start`, `npm test`, `npm run
 * sandbox`, `npm run yarn`. It has to run on any Node from 20 with nothing
 * installed, so it uses nothing but what Node and npm themselves bring.
 */
const path = require('node:path');
const { bringToolchain } = require('./bootstrap/toolchain');
const { installPackages } = require('./bootstrap/install');
const { UserError } = require('./bootstrap/user-error');
const { yarnEnvironment } = require('./bootstrap/npm-settings');
const { endWith, runProcess } = require('./bootstrap/run-process');
const { commands } = require('./commands');

// More than a stage of `npm test` has.
const COMMAND_GRACE_MS = 40_000;

const root = path.resolve(__dirname, '..');

async function main([name, ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const known = Object.entries(commands).map(
      ([key, { usage, summary }]) => `  ${usage.padEnd(24)} ${summary}`,
    );
    throw new UserError(
      `${
        name ? `There is no command "${name}".` : 'Name a command.'
      } These exist:\n${known.join('\n')}`,
    );
  }

  const toolchain = await bringToolchain(root);
  const { env } = toolchain;
  if (command.needsPackages) {
    await installPackages(root, toolchain);
  }
  return runProcess(
    toolchain.node,
    [...command.nodeArguments(root, toolchain), ...args],
    command.isYarn
      ? { cwd: root, env: await yarnEnvironment(root, env), interactive: true }
      : { cwd: root, env, graceMs: COMMAND_GRACE_MS },
  );
}

endWith(main(process.argv.slice(2)));
