const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const rootManifest = require('../../package.json');
const lock = require('../toolchain/package-lock.json');
const manifest = require('../toolchain/package.json');
const { isSuitable } = require('./toolchain');

describe('isSuitable', () => {
  for (const [version, expected] of [
    ['20.20.2', false],
    ['22.18.0', false],
    ['22.19.0', true],
    ['23.11.0', false],
    ['24.10.0', false],
    ['24.21.0', true],
    ['26.0.0', false],
  ]) {
    it(`${
      expected ? 'uses' : 'does not use'
    } a machine's own Node ${version}`, () => {
      assert.equal(isSuitable(version), expected);
    });
  }
});

describe('the toolchain', () => {
  it('has the Yarn that package.json names', () => {
    assert.equal(
      rootManifest.packageManager,
      `yarn@${manifest.dependencies['@yarnpkg/cli-dist']}`,
    );
  });

  it('brings no Node that it would not use itself', () => {
    for (const version of Object.values(manifest.optionalDependencies)) {
      assert.ok(isSuitable(version), version);
    }
  });

  it('is locked to exact contents, at no registry in particular', () => {
    const { '': own, ...packages } = lock.packages;
    assert.deepEqual(own.optionalDependencies, manifest.optionalDependencies);
    for (const [name, entry] of Object.entries(packages)) {
      assert.match(entry.integrity, /^sha512-/, name);
      assert.equal(entry.resolved, undefined, name);
    }
  });
});
