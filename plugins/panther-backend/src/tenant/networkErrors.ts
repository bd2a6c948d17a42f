import { isError } from '@backstage/errors';

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const CONNECTING_CODES = new Set([
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_CONN',
  'UND_ERR_PRX_TLS',
]);

const TIMEOUT_CODES = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const REASONS: Record<string, string> = {
  EAI_AGAIN: 'its name cannot be resolved',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  ENOTFOUND: 'its name cannot be resolved',
  EPIPE: 'the connection broke off',
  ETIMEDOUT: 'no connection could be made in time',
  UND_ERR_BODY_TIMEOUT: 'the answer did not go on in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
};

/** Whether an error of undici's means that an answer took too long, not that none will come. */
export function isSlowAnswer(error: unknown): boolean {
  return TIMEOUT_CODES.has(codeOf(error));
}

/**
 * Whether there was never a connection to Panther to send the request on. An error that could have
 * come before or after sending, such as a reset, counts as after.
 */
export function wasNeverSent(error: unknown): boolean {
  return (
    CONNECTING_CODES.has(codeOf(error)) ||
    isCertificateError(error) ||
    isProxyRefusal(error) ||
    (isError(error) &&
      (error.syscall === 'connect' || error.syscall === 'getaddrinfo'))
  );
}

/** Why there is no connection, and what else than the address there is to check. */
export function explainNetworkError(error: Error): {
  reason: string;
  advice: string;
} {
  const code = codeOf(error);
  if (isCertificateError(error)) {
    return {
      reason: `its TLS certificate is not trusted (${code})`,
      advice:
        'give the backend the certificate authority of your network in NODE_EXTRA_CA_CERTS',
    };
  }
  if (isProxyRefusal(error)) {
    return {
      reason: `the proxy is in the way (${error.message})`,
      advice: 'check HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the backend',
    };
  }
  const reason = REASONS[code] ?? error.message;
  return {
    reason: code ? `${reason} (${code})` : reason,
    advice: 'check the network between the backend and Panther',
  };
}

function isCertificateError(error: unknown): boolean {
  return CERTIFICATE_CODES.has(codeOf(error));
}

/** undici has no code of its own for a proxy that answers 407, or refuses a tunnel. */
function isProxyRefusal(error: unknown): boolean {
  return (
    isError(error) && /^Proxy (response|Authentication)/.test(error.message)
  );
}

function codeOf(error: unknown): string {
  return isError(error) && typeof error.code === 'string' ? error.code : '';
}
