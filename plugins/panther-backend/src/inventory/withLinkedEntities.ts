import { LinkedLogSource, LogSource } from 'backstage-plugin-panther-common';
import { LinkedEntitiesService } from '../links/LinkedEntitiesService';

type LinkedEntities = Awaited<
  ReturnType<LinkedEntitiesService['findLinkedEntities']>
>;

/** A log source together with the entities that were found for it. */
export function withLinkedEntities(
  logSource: LogSource,
  found: LinkedEntities,
): LinkedLogSource {
  return {
    logSource,
    ...(found.get(logSource.ref) ?? {
      linkedEntities: [],
      otherLinkedEntities: 0,
    }),
  };
}
