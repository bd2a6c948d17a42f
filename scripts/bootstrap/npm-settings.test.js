const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { findNpm, toYarnVariables, yarnEnvironment } = require('./npm-settings');

describe('yarnEnvironment', () => {
  let folder;
  let env;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-settings-'));
    // npm itself hands settings on in variables, which would hide the file's.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(npm_config|yarn)_/i.test(name) && !/proxy$/i.test(name),
    );
    env = {
      ...Object.fromEntries(own),
      HOME: folder,
      npm_config_userconfig: path.join(folder, '.npmrc'),
      npm_config_globalconfig: path.join(folder, 'none'),
    };
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const writeNpmrc = (...lines) =>
    fs.writeFileSync(path.join(folder, '.npmrc'), lines.join('\n'));

  it('names the registry and signs in with the token that .npmrc takes from a variable', async () => {
    writeNpmrc(
      'registry=https://npm.acme.test/repository/',
      '//npm.acme.test/repository/:_authToken=${ACME_TOKEN}',
      '//elsewhere.test/:_authToken=another',
    );
    const result = await yarnEnvironment(folder, { ...env, ACME_TOKEN: 't1' });
    assert.equal(
      result.YARN_NPM_REGISTRY_SERVER,
      'https://npm.acme.test/repository/',
    );
    assert.equal(result.YARN_NPM_AUTH_TOKEN, 't1');
    assert.equal(result.YARN_NPM_ALWAYS_AUTH, 'true');
  });

  it('signs in with a name and a password', async () => {
    const password = Buffer.from('open sesame').toString('base64');
    writeNpmrc(
      'registry=https://npm.acme.test/',
      '//npm.acme.test/:username=ann',
      `//npm.acme.test/:_password=${password}`,
    );
    const result = await yarnEnvironment(folder, env);
    assert.equal(
      Buffer.from(result.YARN_NPM_AUTH_IDENT, 'base64').toString(),
      'ann:open sesame',
    );
    assert.equal(result.YARN_NPM_AUTH_TOKEN, undefined);
  });

  it('hands on the certificate file, the proxy and lenient TLS', async () => {
    const cafile = path.join(folder, 'ca.pem');
    fs.writeFileSync(cafile, '');
    writeNpmrc(
      `cafile=${cafile}`,
      'https-proxy=http://proxy.acme.test:3128',
      'strict-ssl=false',
    );
    const result = await yarnEnvironment(folder, env);
    assert.equal(result.YARN_HTTPS_CA_FILE_PATH, cafile);
    assert.match(result.YARN_HTTPS_PROXY, /^http:\/\/proxy\.acme\.test:3128/);
    assert.equal(result.YARN_ENABLE_STRICT_SSL, 'false');
  });

  it('leaves alone what the person has set for Yarn', async () => {
    writeNpmrc('registry=https://npm.acme.test/');
    const result = await yarnEnvironment(folder, {
      ...env,
      YARN_NPM_REGISTRY_SERVER: 'https://yarn.acme.test/',
    });
    assert.equal(result.YARN_NPM_REGISTRY_SERVER, 'https://yarn.acme.test/');
  });

  it('says nothing of signing in where nobody has', async () => {
    writeNpmrc('');
    const result = await yarnEnvironment(folder, env);
    assert.match(result.YARN_NPM_REGISTRY_SERVER, /^https:/);
    assert.deepEqual(
      Object.keys(result).filter(name =>
        /^YARN_.*(AUTH|PROXY|SSL|UNSAFE)/.test(name),
      ),
      [],
    );
  });
});

describe('toYarnVariables', () => {
  const registry = 'https://npm.acme.test/';

  it('takes the proxy from the environment, in either spelling', () => {
    for (const name of ['https_proxy', 'HTTPS_PROXY']) {
      const { YARN_HTTPS_PROXY } = toYarnVariables({
        registry,
        env: { [name]: 'http://proxy.test:1' },
      });
      assert.equal(YARN_HTTPS_PROXY, 'http://proxy.test:1');
    }
  });

  it('uses no proxy for a registry that is to be reached without', () => {
    for (const settings of [
      { noProxy: ['localhost', '.acme.test'], env: {} },
      { env: { no_proxy: 'localhost, npm.acme.test' } },
    ]) {
      const variables = toYarnVariables({
        registry,
        proxy: 'http://proxy.test:1',
        ...settings,
      });
      assert.equal(variables.YARN_HTTPS_PROXY, undefined);
    }
  });

  it('uses the proxy for a registry whose name only ends alike', () => {
    const { YARN_HTTPS_PROXY } = toYarnVariables({
      registry: 'https://notacme.test/',
      proxy: 'http://proxy.test:1',
      noProxy: ['acme.test'],
      env: {},
    });
    assert.equal(YARN_HTTPS_PROXY, 'http://proxy.test:1');
  });

  it('allows a registry without TLS, as npm does', () => {
    const variables = toYarnVariables({
      registry: 'http://localhost:4873/',
      env: {},
    });
    assert.equal(variables.YARN_UNSAFE_HTTP_WHITELIST, 'localhost');
  });
});

describe('findNpm', () => {
  it('finds npm on the PATH when another tool runs the script', () => {
    assert.equal(
      findNpm({ ...process.env, npm_execpath: '/somewhere/yarn.js' }),
      findNpm({ ...process.env, npm_execpath: undefined }),
    );
    assert.match(findNpm(), /npm-cli\.js$/);
  });

  it('finds none where there is none', () => {
    assert.equal(findNpm({ PATH: os.tmpdir() }), undefined);
  });
});
