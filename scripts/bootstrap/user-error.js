/** An error whose message is written for the person at the keyboard. */
class UserError extends Error {
  name = 'UserError';
}

module.exports = { UserError };
