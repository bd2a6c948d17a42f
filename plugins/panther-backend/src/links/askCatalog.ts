import { ServiceUnavailableError } from '@backstage/errors';
import { untilAborted } from '../tenant/untilAborted';

/** As long as a call of Panther may take; somebody waits for most of these. */
const CATALOG_MS = 30_000;

/** The catalog's own status and body would otherwise go out as ours. */
export async function askCatalog<T>(
  what: string,
  call: () => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(CATALOG_MS);
  try {
    // It takes no signal; what nobody waits for any more is dropped.
    return await untilAborted(call, signal);
  } catch (error) {
    if (signal.aborted) {
      throw new ServiceUnavailableError(
        `The catalog did not answer within ${
          CATALOG_MS / 1000
        } seconds when it was asked for ${what}; try again in a moment.`,
      );
    }
    throw new ServiceUnavailableError(
      `The catalog could not be asked for ${what}`,
      error,
    );
  }
}
