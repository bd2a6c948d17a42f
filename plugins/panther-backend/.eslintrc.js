module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The tests speak to the sandbox over HTTP, and no other code may import it.
    '@backstage/no-mixed-plugin-imports': [
      'error',
      { excludedTargetPackages: ['panther-sandbox'] },
    ],
  },
});
