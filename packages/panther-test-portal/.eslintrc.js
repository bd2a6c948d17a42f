module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // It starts both, and only tests import it.
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
