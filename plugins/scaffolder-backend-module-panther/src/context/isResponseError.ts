import { isError, ResponseError } from '@backstage/errors';

/** Whether it is an answer of the backend's, and not that there was none. */
export function isResponseError(error: unknown): error is ResponseError {
  return isError(error) && error.name === 'ResponseError';
}
