const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { explainFailure } = require('./explain-failure');

describe('explainFailure', () => {
  for (const [output, wayOut] of [
    ['npm error code ENOTFOUND', /check the network/],
    [
      'YN0001: RequestError: connect ECONNREFUSED 127.0.0.1:9',
      /check the network/,
    ],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /"cafile"/],
    ['npm error code E401', /"npm login"/],
    ['YN0041: │ Invalid authentication (as an anonymous user)', /"npm login"/],
    ['ENOSPC: no space left on device, write', /Make room/],
    ['EACCES: permission denied, mkdir', /who owns this folder/],
    [
      'YN0028: │ The lockfile would have been modified by this install',
      /"npm run yarn -- install"/,
    ],
    ["YN0018: │ left-pad: The remote archive doesn't match", /cache clean/],
    ['npm error code ETARGET', /"npm config get registry"/],
  ]) {
    it(`knows a way out of: ${output}`, () => {
      assert.match(explainFailure(output), wayOut);
    });
  }

  it('points at the output when it knows no better', () => {
    assert.match(explainFailure('something new'), /lines above/);
  });
});
