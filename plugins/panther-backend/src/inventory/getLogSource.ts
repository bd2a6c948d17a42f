import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { LogSourceAnswer, LogSourceRef } from 'backstage-plugin-panther-common';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { Inventory } from './Inventory';
import { noLogSource } from './noLogSource';
import { withLinkedEntities } from './withLinkedEntities';

/**
 * One log source. Throws a `NotFoundError` where Panther has none with this id, and a
 * `ServiceUnavailableError` where that cannot be told. One that may not be seen is not there.
 */
export async function getLogSource(
  { instance, integrationId }: LogSourceRef,
  options: {
    inventory: Inventory;
    linkedEntities: Pick<LinkedEntitiesService, 'findLinkedEntities'>;
    visibility: LogSourceVisibility;
    credentials: BackstageCredentials;
  },
): Promise<LogSourceAnswer> {
  const { inventory, linkedEntities, visibility, credentials } = options;
  const answer = await inventory.findLogSources(instance, [integrationId], {
    visibility,
  });
  const logSource = answer.logSources.get(integrationId);
  if (!logSource) {
    throw noLogSource(integrationId, answer, visibility);
  }
  const found = await linkedEntities.findLinkedEntities([logSource], {
    credentials,
  });
  return {
    ...withLinkedEntities(logSource, found),
    freshness: answer.freshness,
  };
}
