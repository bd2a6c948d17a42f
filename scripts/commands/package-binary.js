const path = require('node:path');

/**
 * The script behind a command of an installed package, to be run with this Node;
 * on Windows the command itself is a file for another shell.
 */
function packageBinary(packageName, binary) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest);
  return path.join(
    path.dirname(manifest),
    typeof bin === 'string' ? bin : bin[binary],
  );
}

module.exports = { packageBinary };
