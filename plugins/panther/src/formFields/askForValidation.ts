import { ApiHolder } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { PantherApi } from 'backstage-plugin-panther-common';
import { pantherApiRef } from '../api';
import { explainError } from '../components/LoadError/explainError';
import { withTimeLimit } from '../withTimeLimit';

/**
 * Asks our backend while a form is validated. What it throws is an error for the form to show at the
 * field.
 */
export async function askForValidation<Answer>(
  apiHolder: ApiHolder,
  ask: (pantherApi: PantherApi, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const pantherApi = apiHolder.get(pantherApiRef);
  if (!pantherApi) {
    throw new Error(
      'The app lacks the Panther plugin, which this field needs.',
    );
  }
  try {
    return await withTimeLimit(signal => ask(pantherApi, signal));
  } catch (error) {
    throw new Error(
      `This could not be checked. ${explainError(toError(error)).message}`,
    );
  }
}
