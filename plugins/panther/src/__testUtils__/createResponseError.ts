import { ResponseError } from '@backstage/errors';

/** What the client throws when a backend answers with this status and body. */
export function createResponseError(
  status: number,
  body?: string | { name: string; message: string },
): Promise<ResponseError> {
  if (typeof body === 'object') {
    return ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: body,
          request: { method: 'GET', url: '/entities' },
          response: { statusCode: status },
        }),
        { status, headers: { 'Content-Type': 'application/json' } },
      ),
    );
  }
  return ResponseError.fromResponse(
    new Response(body, {
      status,
      statusText: 'As the server says',
      headers: { 'Content-Type': 'text/html' },
    }),
  );
}
