const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/**
 * A value that changes when the installed packages no longer fit: with the lock
 * file, Yarn's settings, any package.json, Yarn itself, or the Node they were
 * installed for.
 */
function installStamp(root, toolchain) {
  const hash = crypto.createHash('sha256');
  const files = ['yarn.lock', '.yarnrc.yml', 'package.json'];
  for (const file of [...files, ...workspaceManifests(root)]) {
    hash.update(`${file}\0`);
    hash.update(fs.readFileSync(path.join(root, file)));
    hash.update('\0');
  }
  hash.update(yarnVersion(toolchain));
  // Compiled packages are bound to these.
  hash.update(`${process.platform} ${process.arch} ${toolchain.nodeMajor}`);
  return hash.digest('hex');
}

function workspaceManifests(root) {
  const { workspaces } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return workspaces
    .map(pattern => path.dirname(pattern))
    .flatMap(folder =>
      fs.existsSync(path.join(root, folder))
        ? fs
            .readdirSync(path.join(root, folder))
            .map(name => path.posix.join(folder, name, 'package.json'))
        : [],
    )
    .filter(file => fs.existsSync(path.join(root, file)))
    .sort();
}

function yarnVersion(toolchain) {
  const manifest = path.resolve(toolchain.yarn, '..', '..', 'package.json');
  return JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
}

module.exports = { installStamp };
