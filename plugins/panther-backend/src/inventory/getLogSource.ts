import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { LogSourceAnswer, LogSourceRef } from 'backstage-plugin-panther-common';
import { Inventory } from './Inventory';

/**
 * One log source. Throws a `NotFoundError` where Panther has none with this id, and a
 * `ServiceUnavailableError` where that cannot be told.
 */
export async function getLogSource(
  inventory: Inventory,
  { instance, integrationId }: LogSourceRef,
): Promise<LogSourceAnswer> {
  const { freshness, logSources, unusable } = await inventory.findLogSources(
    instance,
    [integrationId],
  );
  const logSource = logSources.get(integrationId);
  if (logSource) {
    return { logSource, freshness };
  }
  const reason = unusable.get(integrationId) ?? freshness.problem?.message;
  if (reason) {
    throw new ServiceUnavailableError(reason);
  }
  throw new NotFoundError(
    `Panther (${freshness.title}) has no log source with the id '${integrationId}'.`,
  );
}
