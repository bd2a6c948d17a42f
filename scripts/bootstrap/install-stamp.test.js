const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { installStamp } = require('./install-stamp');

describe('installStamp', () => {
  let root;
  let toolchain;

  const write = (file, content) => {
    const target = path.join(root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  };

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'install-stamp-'));
    write('yarn.lock', 'lock');
    write('.yarnrc.yml', 'settings');
    write('package.json', '{ "workspaces": ["packages/*", "plugins/*"] }');
    write('packages/app/package.json', '{}');
    write('packages/app/src/index.ts', '');
    write('tools/yarn/package.json', '{ "version": "4.18.1" }');
    toolchain = {
      yarn: path.join(root, 'tools/yarn/bin/yarn.js'),
      nodeMajor: '24',
    };
  });

  afterEach(() => fs.rmSync(root, { recursive: true }));

  it('stays the same while only other files change', () => {
    const before = installStamp(root, toolchain);
    write('packages/app/src/index.ts', 'changed');
    write('packages/notes.txt', 'no package');
    assert.equal(installStamp(root, toolchain), before);
  });

  for (const [what, change] of [
    ['the lock file', () => write('yarn.lock', 'other')],
    ["Yarn's settings", () => write('.yarnrc.yml', 'other')],
    [
      'the package.json of a workspace',
      () => write('packages/app/package.json', '{ "name": "app" }'),
    ],
    ['a new workspace', () => write('plugins/new/package.json', '{}')],
    [
      'a workspace that is gone',
      () => fs.rmSync(path.join(root, 'packages/app'), { recursive: true }),
    ],
    [
      'the version of Yarn',
      () => write('tools/yarn/package.json', '{ "version": "4.19.0" }'),
    ],
    [
      'the major of Node',
      () => {
        toolchain.nodeMajor = '22';
      },
    ],
  ]) {
    it(`changes with ${what}`, () => {
      const before = installStamp(root, toolchain);
      change();
      assert.notEqual(installStamp(root, toolchain), before);
    });
  }
});
