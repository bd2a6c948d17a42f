import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  LinkOrigin,
  LogSourceLink,
  LogSourceRef,
  PANTHER_LOG_SOURCE_ID_ANNOTATION,
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';

/** Where the catalog claims a link. */
export type LinkEvidence = NonNullable<LogSourceLink['evidence']>;

/** A link as the catalog claims it, before anybody has looked whether the log source is there. */
export interface LinkClaim {
  ref: LogSourceRef;
  origin: LinkOrigin;
  evidence: LinkEvidence;
}

/** The log sources that an entity names in its annotation, each once, in the order written. */
export function readLinkClaims(entity: Entity): LinkClaim[] {
  const annotation =
    entity.metadata.annotations?.[PANTHER_LOG_SOURCE_ID_ANNOTATION] ?? '';
  const claims = new Map<string, LinkClaim>();
  for (const part of annotation.split(',')) {
    const value = part.trim();
    const ref = parseLogSourceRef(value);
    const key = stringifyLogSourceRef(ref);
    if (ref.integrationId && !claims.has(key)) {
      claims.set(key, {
        ref,
        origin: 'annotation',
        evidence: {
          entityRef: stringifyEntityRef(entity),
          annotation: PANTHER_LOG_SOURCE_ID_ANNOTATION,
          value,
        },
      });
    }
  }
  return [...claims.values()];
}
