import { isError, toError } from '@backstage/errors';
import { FieldFinding } from 'backstage-plugin-panther-common';
import { isResponseError } from './isResponseError';
import { StepContext } from './types';

/** The names of what fetch throws: for a connection that fails, and for a time limit. */
const NO_ANSWER = ['TypeError', 'TimeoutError'];

/**
 * The error that fails a step: a refusal of the backend in its own sentence. What it says about
 * single fields goes to the task's log, where there is room for all of them.
 *
 * @param whenUnanswered - what to do where there was no answer at all
 */
export function toStepError(
  error: unknown,
  { logger }: Pick<StepContext, 'logger'>,
  whenUnanswered = "Try again, and ask your portal's administrators if it stays so.",
): Error {
  if (isResponseError(error)) {
    // A refusal over fields carries them, as the OpenAPI document of the plugin says.
    const { name, message, fields } = error.cause as Error & {
      fields?: FieldFinding[];
    };
    for (const finding of fields ?? []) {
      logger.error(`${finding.field}: ${finding.message}`);
    }
    return Object.assign(new Error(message), { name });
  }
  const thrown = toError(error);
  return NO_ANSWER.includes(thrown.name)
    ? new Error(
        `The Panther backend plugin did not answer: ${reasonOf(
          thrown,
        )}. ${whenUnanswered}`,
      )
    : thrown;
}

/** fetch says why in the cause of what it throws. */
function reasonOf({ message, cause }: Error): string {
  return isError(cause) && cause.message ? cause.message : message;
}
