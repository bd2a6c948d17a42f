import { PantherApi } from 'backstage-plugin-panther-common';
import { PantherService } from 'backstage-plugin-panther-node';
import { toStepError } from './toStepError';
import { StepContext } from './types';

/**
 * Asks the Panther backend as whoever runs the template, until the task is cancelled. Throws what
 * fails the step, in a sentence for people.
 */
export async function askBackend<TAnswer>(
  ctx: Pick<StepContext, 'getInitiatorCredentials' | 'logger' | 'signal'>,
  options: {
    panther: PantherService;
    whenCancelled?: string;
    whenUnanswered?: string;
  },
  ask: (
    client: PantherApi,
    options: { signal?: AbortSignal },
  ) => Promise<TAnswer>,
): Promise<TAnswer> {
  const credentials = await ctx.getInitiatorCredentials();
  const client = options.panther.getClient({ credentials });
  try {
    return await ask(client, { signal: ctx.signal });
  } catch (error) {
    if (ctx.signal?.aborted) {
      throw new Error(options.whenCancelled ?? 'The task was cancelled.');
    }
    throw toStepError(error, ctx, options.whenUnanswered);
  }
}
