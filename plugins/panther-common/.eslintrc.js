module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The methods of an openapi-fetch client are called like those of HTTP.
    'new-cap': ['error', { capIsNewExceptionPattern: '^client\\.[A-Z]+$' }],
  },
});
