/**
 * `npm run generate` derives the types of the HTTP API from its OpenAPI document.
 * With `--check` it changes nothing and fails when they are out of date.
 */
const { spawnSync } = require('node:child_process');
const { packageBinary } = require('./package-binary');

const { status } = spawnSync(
  process.execPath,
  [
    packageBinary('openapi-typescript', 'openapi-typescript'),
    'plugins/panther-backend/openapi.yaml',
    '--output',
    'plugins/panther-common/src/generated/openapi.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
if (status !== 0 && process.argv.includes('--check')) {
  console.error(
    'The types in plugins/panther-common/src/generated are not those of plugins/panther-backend/openapi.yaml: run npm run generate and commit the result.',
  );
}
process.exitCode = status ?? 1;
