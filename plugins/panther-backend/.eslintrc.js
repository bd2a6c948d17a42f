const { layers } = require('./layers');

/** For each room, the rooms that it may not import: those beside it and above it. */
const zones = layers.flatMap((rooms, index) =>
  rooms.map(room => ({
    target: `./src/${room}`,
    from: layers
      .slice(index)
      .flat()
      .filter(other => other !== room)
      .map(other => `./src/${other}`),
    message: `${room} may only import rooms below it; see layers.js.`,
  })),
);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  settings: { 'import/resolver': { node: { extensions: ['.ts'] } } },
  rules: {
    // The tests speak to the sandbox over HTTP, and no other code may import it.
    '@backstage/no-mixed-plugin-imports': [
      'error',
      { excludedTargetPackages: ['panther-sandbox'] },
    ],
  },
  overrides: [
    {
      files: ['src/**/*.ts'],
      // A test may set up more than the room it tests.
      excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: {
        'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
      },
    },
  ],
});
