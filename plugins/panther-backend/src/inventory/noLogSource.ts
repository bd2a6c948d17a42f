import { NotFoundError } from '@backstage/errors';
import { Freshness } from 'backstage-plugin-panther-common';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';

/** The same for a log source that is not there as for one that the caller may not see. */
export function noLogSource(
  integrationId: string,
  { title }: Freshness,
  visibility: LogSourceVisibility,
): NotFoundError {
  return new NotFoundError(
    `Panther (${title}) has no log source with the id '${integrationId}'${
      visibility === 'all' ? '' : ', or you may not see it'
    }.`,
  );
}
