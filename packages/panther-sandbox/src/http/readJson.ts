import type { Request } from 'express';

/**
 * The JSON of a request whose body was read as text, or was already parsed by an app around us.
 *
 * @returns `undefined` if there is no body.
 * @throws SyntaxError if it is not JSON.
 */
export function readJson(request: Request): unknown {
  const body: unknown = request.body;
  if (typeof body === 'string') {
    return body.trim() ? JSON.parse(body) : undefined;
  }
  const hasBody =
    request.get('content-length') ?? request.get('transfer-encoding');
  return hasBody && hasBody !== '0' ? body : undefined;
}
