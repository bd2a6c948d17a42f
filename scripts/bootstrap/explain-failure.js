const CAUSES = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network timeout|Timeout awaiting/,
    'The npm registry could not be reached: check the network, and the proxy and registry of "npm config list", then run the command again.',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED|certificate/i,
    'The certificate of the npm registry was not accepted: set npm\'s "cafile" to the certificate of your network, then run the command again.',
  ],
  [
    /\bE401\b|\bE403\b|YN0033|YN0041|Response Code: 40[13]|\((401|403)\)|authentication token/i,
    'The npm registry refused the sign-in: log in to it with "npm login", then run the command again.',
  ],
  [
    /ENOSPC/,
    'The disk is full: the packages need 3 GB. Make room, then run the command again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'A file could not be written: check who owns this folder and the caches of npm and Yarn in your home folder, then run the command again.',
  ],
  [
    /YN0028|lockfile would have been (modified|created)/,
    'yarn.lock does not fit the package.json files: run "npm run yarn -- install" and commit the yarn.lock it writes.',
  ],
  [
    /YN0018|EINTEGRITY/,
    'A package is not the one that the lock file names: clear the cache with "npm run yarn -- cache clean" and run the command again; if it happens again, the registry serves another package under that name.',
  ],
  [
    /YN0035|\bE404\b|ETARGET|Response Code: 404/,
    'The npm registry lacks a package that the lock file names: check which registry "npm config get registry" names.',
  ],
];

/** One sentence on what to do, found in what npm or Yarn printed. */
function explainFailure(output) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output));
  return cause ? cause[1] : 'The reason is in the lines above.';
}

module.exports = { explainFailure };
