import { ResponseError } from '@backstage/errors';
import { asResponseError } from '../../asResponseError';
import { sentenceOf } from '../../sentenceOf';

interface Explanation {
  title: string;
  message: string;
}

const backendPluginMissing: Explanation = {
  title: 'The Panther backend plugin is not installed',
  message:
    'The portal answered with something other than log sources. Whoever runs it has to add backstage-plugin-panther-backend to its backend.',
};

/** Says to the user why our own backend gave no log sources, and what can be done. */
export function explainError(error: Error): Explanation {
  const refusal = asResponseError(error);
  if (refusal) {
    return explainRefusal(refusal);
  }
  // For a path that no plugin serves, a portal that serves its own frontend sends the front page.
  if (error.name === 'SyntaxError') {
    return backendPluginMissing;
  }
  return {
    title: 'The log sources could not be loaded',
    message: `Asking the portal's backend failed: ${error.message}. Check that you are online, then try again.`,
  };
}

function explainRefusal(refusal: ResponseError): Explanation {
  const { statusCode, cause } = refusal;
  const message = sentenceOf(refusal) ?? refusal.message;
  if (statusCode === 401) {
    return {
      title: 'You are not signed in any more',
      message: 'Sign in again to see the log sources.',
    };
  }
  if (statusCode === 403) {
    return {
      title: 'You are not permitted to see log sources',
      message,
    };
  }
  if (statusCode === 404) {
    return cause.name === 'NotFoundError'
      ? {
          title: 'The portal does not find this component for you',
          message,
        }
      : backendPluginMissing;
  }
  return {
    title: 'The log sources could not be loaded',
    message,
  };
}
