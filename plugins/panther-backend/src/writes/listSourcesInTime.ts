import { TenantError } from '../tenant/errors';
import { SourceList } from '../tenant/types';
import { WriteTarget } from './types';

/** As long as any other call may take; a refresh may be configured to wait for an hour. */
const LIST_MS = 30_000;

/** Lists the log sources for somebody who waits for a write. Rejects with a `TenantError`. */
export async function listSourcesInTime({
  instance,
  client,
}: WriteTarget): Promise<SourceList> {
  const signal = AbortSignal.timeout(LIST_MS);
  try {
    return await client.listSources({ signal });
  } catch (error) {
    if (!signal.aborted || error instanceof TenantError) {
      throw error;
    }
    throw new TenantError(
      'timedOut',
      `Panther (${instance.title}) did not list its log sources within ${
        LIST_MS / 1000
      } seconds; try again in a moment.`,
      { instance: instance.id, asked: 'list the log sources' },
    );
  }
}
