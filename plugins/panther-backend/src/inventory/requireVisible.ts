import { LogSourceRef } from 'backstage-plugin-panther-common';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { Inventory } from './Inventory';
import { noLogSource } from './noLogSource';

/**
 * Throws what reading a log source would throw where there is none that the caller may see, so that
 * nobody is refused something about a log source that is not there for them.
 */
export async function requireVisible(
  { instance, integrationId }: LogSourceRef,
  inventory: Inventory,
  visibility: LogSourceVisibility,
): Promise<void> {
  const answer = await inventory.findLogSources(instance, [integrationId], {
    visibility,
  });
  if (!answer.logSources.has(integrationId)) {
    throw noLogSource(integrationId, answer, visibility);
  }
}
