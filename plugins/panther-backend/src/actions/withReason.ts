import { ResponseError } from '@backstage/errors';

/**
 * Calls our own routes, and throws what they refused with itself: its name is the kind of refusal,
 * and its message the sentence for people.
 */
export async function withReason<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isResponseError(error) ? error.cause : error;
  }
}

function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}
