import { copyWithoutSecrets } from './errors';
import { explainNetworkError, wasNeverSent } from './networkErrors';

function errorWith(fields: object, message = 'the message'): Error {
  return Object.assign(new Error(message), fields);
}

describe('explainNetworkError', () => {
  it.each([
    [{ code: 'ENOTFOUND' }, 'its name cannot be resolved (ENOTFOUND)'],
    [{ code: 'EAI_AGAIN' }, 'its name cannot be resolved (EAI_AGAIN)'],
    [{ code: 'ECONNREFUSED' }, 'the connection was refused (ECONNREFUSED)'],
    [{ code: 'ECONNRESET' }, 'the connection broke off (ECONNRESET)'],
    [{ code: 'UND_ERR_SOCKET' }, 'the connection broke off (UND_ERR_SOCKET)'],
    [
      { code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' },
      'the connection broke off (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)',
    ],
    [
      { code: 'UND_ERR_CONNECT_TIMEOUT' },
      'no connection could be made in time (UND_ERR_CONNECT_TIMEOUT)',
    ],
    [{ code: 'EPROTO' }, 'the message (EPROTO)'],
    [{}, 'the message'],
  ])('turns %j into "%s"', (fields, reason) => {
    expect(explainNetworkError(errorWith(fields))).toEqual({
      reason,
      advice: expect.stringContaining('network'),
    });
  });

  it.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('knows the way out of %s', code => {
    expect(explainNetworkError(errorWith({ code }))).toEqual({
      reason: `its TLS certificate is not trusted (${code})`,
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  it('finds words for a host whose every address fails', () => {
    const error = new AggregateError(
      [new Error('connect ECONNREFUSED ::1:80'), new Error('and 127.0.0.1:80')],
      '',
    );

    expect(explainNetworkError(copyWithoutSecrets(error, []))).toMatchObject({
      reason: 'connect ECONNREFUSED ::1:80, and 127.0.0.1:80',
    });
  });
});

describe('wasNeverSent', () => {
  it.each([
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, true],
    [{ code: 'ECONNREFUSED' }, true],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, true],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, true],
    [{ code: 'CERT_HAS_EXPIRED' }, true],
    // These come before or after sending.
    [{ code: 'ECONNRESET', syscall: 'read' }, false],
    [{ code: 'EPROTO' }, false],
    [{ code: 'UND_ERR_SOCKET' }, false],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, false],
    [{}, false],
  ])('of %j is %s', (fields, expected) => {
    expect(wasNeverSent(errorWith(fields))).toBe(expected);
  });
});
