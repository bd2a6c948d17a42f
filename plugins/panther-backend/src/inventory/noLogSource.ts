import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { InventoryAnswer } from './Inventory';

/**
 * A `NotFoundError`, the same for a log source that is not there as for one that the caller may not
 * see, or a `ServiceUnavailableError` where it cannot be told whether there is one, to a caller who
 * may see them all or before anything is known.
 */
export function noLogSource(
  integrationId: string,
  { freshness, unusable }: InventoryAnswer,
  visibility: LogSourceVisibility,
): Error {
  const reason = unusable.get(integrationId) ?? freshness.problem?.message;
  if (reason && (visibility === 'all' || !freshness.asOf)) {
    return new ServiceUnavailableError(reason);
  }
  return new NotFoundError(
    `Panther (${
      freshness.title
    }) has no log source with the id '${integrationId}'${
      visibility === 'all' ? '' : ', or you may not see it'
    }.`,
  );
}
