/**
 * The rooms of `src`, the lowest first. A file may import from its own room and
 * from rooms above its own line in this list; rooms on one line do not know each
 * other. `.eslintrc.js` enforces it.
 */
module.exports.layers = [
  ['config', 'async.ts'],
  ['tenant'],
  ['inventory'],
  ['refresh', 'permissions', 'observability'],
  ['links'],
  ['views'],
  ['writes'],
  ['http', 'actions'],
  ['createPanther.ts'],
  ['plugin.ts'],
];
