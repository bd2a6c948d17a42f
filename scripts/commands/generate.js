/**
 * `npm run generate` derives the types of the HTTP API from its OpenAPI document, and the pages about
 * the scaffolder actions from their schemas. With `--check` it changes nothing and fails when one of
 * them is out of date.
 */
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { packageBinary } = require('./package-binary');

const isCheck = process.argv.includes('--check');

const types = run([
  packageBinary('openapi-typescript', 'openapi-typescript'),
  'plugins/panther-backend/openapi.yaml',
  '--output',
  'plugins/panther-common/src/generated/openapi.ts',
  ...process.argv.slice(2),
]);
if (types !== 0 && isCheck) {
  console.error(
    'The types in plugins/panther-common/src/generated are not those of plugins/panther-backend/openapi.yaml: run npm run generate and commit the result.',
  );
}

const pages = run([
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  path.join(__dirname, '..', 'documentation', 'write-action-pages.js'),
  ...(isCheck ? ['--check'] : []),
]);

process.exitCode = types || pages;

function run(nodeArguments) {
  const { status } = spawnSync(process.execPath, nodeArguments, {
    stdio: 'inherit',
  });
  return status ?? 1;
}
