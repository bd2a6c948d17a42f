import { ResponseError } from '@backstage/errors';

/** The error as a refusal by a backend, if that is what it is. */
export function asResponseError(error: Error): ResponseError | undefined {
  // By name, because an app can hold two copies of the class.
  return error.name === 'ResponseError' ? (error as ResponseError) : undefined;
}
