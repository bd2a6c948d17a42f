const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

/**
 * The environment for Yarn, which reads none of npm's settings: what a person
 * has told npm about the registry is handed on in Yarn's variables. The ones
 * that the person has set win.
 *
 * Not handed on: registries of single scopes, which Yarn takes from a file
 * only, and certificates written into .npmrc itself (`ca`, `cert`, `key`).
 */
async function yarnEnvironment(root, env) {
  const npm = findNpm(env);
  if (!npm) {
    return env;
  }
  let settings;
  try {
    settings = await readNpmSettings(npm, root, env);
  } catch (error) {
    console.warn(
      `npm's settings could not be read (${error.message}); Yarn goes by its own.`,
    );
    return env;
  }
  return { ...toYarnVariables(settings), ...env };
}

/** The npm that runs this script, or the one on the PATH. */
function findNpm(env = process.env) {
  const places = (env.PATH ?? '').split(path.delimiter).flatMap(place => [
    path.join(place, 'npm'),
    // On Windows `npm` is a shell script beside the package.
    path.join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]);
  return [env.npm_execpath, ...places]
    .filter(file => file && fs.existsSync(file))
    .map(file => fs.realpathSync(file))
    .find(file => path.basename(file) === 'npm-cli.js');
}

/**
 * npm's own reader does the reading: it knows every place a setting may stand
 * in, and `npm config get` gives out no secrets.
 */
async function readNpmSettings(npm, root, env) {
  const { resolve } = createRequire(npm);
  const load = async name =>
    (await import(pathToFileURL(resolve(name)))).default;
  const Config = await load('@npmcli/config');
  const definitions = await load('@npmcli/config/lib/definitions');
  const config = new Config({
    ...definitions,
    npmPath: path.resolve(npm, '..', '..'),
    // It writes to the environment it is given.
    env: { ...env },
    argv: [],
    cwd: root,
    warn: false,
  });
  await config.load();

  const registry = config.get('registry');
  return {
    registry,
    ...config.getCredentialsByURI(registry),
    cafile: config.get('cafile'),
    strictSsl: config.get('strict-ssl'),
    proxy: config.get('https-proxy') || config.get('proxy'),
    noProxy: config.get('noproxy'),
    env,
  };
}

function toYarnVariables(settings) {
  const registry = new URL(settings.registry);
  const proxy = proxyFor(registry, settings);
  const variables = {
    YARN_NPM_REGISTRY_SERVER: settings.registry,
    YARN_NPM_AUTH_TOKEN: settings.token,
    YARN_NPM_AUTH_IDENT: settings.token ? undefined : settings.auth,
    // Yarn signs in for scoped packages only unless it is told.
    YARN_NPM_ALWAYS_AUTH: settings.token || settings.auth ? 'true' : undefined,
    YARN_HTTPS_CERT_FILE_PATH: settings.certfile,
    YARN_HTTPS_KEY_FILE_PATH: settings.keyfile,
    YARN_HTTPS_CA_FILE_PATH: settings.cafile,
    YARN_ENABLE_STRICT_SSL: settings.strictSsl === false ? 'false' : undefined,
    YARN_HTTP_PROXY: proxy,
    YARN_HTTPS_PROXY: proxy,
    // npm talks to an http:// registry as it is.
    YARN_UNSAFE_HTTP_WHITELIST:
      registry.protocol === 'http:' ? registry.hostname : undefined,
  };
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value),
  );
}

// The order of npm's own @npmcli/agent.
function proxyFor(registry, { proxy, noProxy, env }) {
  const fromEnv = (...names) =>
    names
      .flatMap(name => [env[name], env[name.toUpperCase()]])
      .find(value => value);
  const bypassed = [noProxy || fromEnv('no_proxy') || []]
    .flat()
    .flatMap(hosts => hosts.split(','))
    .map(host => host.trim().replace(/^\./, ''))
    .some(host => host && `.${registry.hostname}`.endsWith(`.${host}`));
  if (bypassed) {
    return undefined;
  }
  return (
    proxy ||
    fromEnv('https_proxy') ||
    (registry.protocol === 'http:' && fromEnv('http_proxy', 'proxy')) ||
    undefined
  );
}

module.exports = { findNpm, readNpmSettings, toYarnVariables, yarnEnvironment };
