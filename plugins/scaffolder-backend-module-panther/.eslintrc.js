module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The tests speak to both over HTTP, and no other code may import them.
    '@backstage/no-mixed-plugin-imports': [
      'error',
      {
        excludedTargetPackages: [
          'backstage-plugin-panther-backend',
          'panther-sandbox',
        ],
      },
    ],
  },
});
