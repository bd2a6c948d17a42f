import { parseEntityRef } from '@backstage/catalog-model';
import { LogSourceLink } from 'backstage-plugin-panther-common';

/** What in the catalog makes a link; undefined for one that was made in the portal alone. */
export function describeEvidence({
  origin,
  evidence,
}: LogSourceLink): string | undefined {
  if (!evidence) {
    return undefined;
  }
  return origin === 'annotation'
    ? `annotation ${evidence.annotation}`
    : `bucket ${evidence.value} of ${parseEntityRef(evidence.entityRef).name}`;
}
