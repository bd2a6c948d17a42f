import { asResponseError } from '../../asResponseError';
import { sentenceOf } from '../../sentenceOf';

/** Says to the user why our own backend did not do something, or that it is not known to have. */
export function explainWriteError(error: Error): string {
  const refusal = asResponseError(error);
  if (refusal?.statusCode === 401) {
    return 'You are not signed in any more. Sign in again, then try again.';
  }
  return (
    (refusal && sentenceOf(refusal)) ??
    `Asking the portal's backend failed: ${error.message}. Whether it was done all the same is not known; trying again does no harm.`
  );
}
