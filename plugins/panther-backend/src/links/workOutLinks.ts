import { LinkOrigin, LogSourceRef } from 'backstage-plugin-panther-common';
import { S3Mapping } from '../inventory/types';
import { Turns } from '../async';
import { isStorable } from '../inventory/sql';
import { matchBucketClaim } from './matchBucketClaim';
import { CatalogClaims, EntityClaims } from './readCatalogClaims';
import { LinkEvidence, BucketClaim, REF_LENGTH } from './claims';
import { LinkIndexContent, LinkRow } from './LinkIndexStore';

/** The length of `links.integration_id`. */
const ID_LENGTH = 100;

/** What the links of an entity follow from. */
interface Grounds {
  claims: CatalogClaims;
  instances: Set<string>;
  findRefs: (claim: BucketClaim) => LogSourceRef[];
}

/**
 * From what the catalog claims to the content of the link index: the links to configured instances,
 * as they are worked out for a single entity, except that a log source which is found in two ways is
 * two links. What the tables could not hold is left out: no log source has such an id, and hardly an
 * entity such a ref. The links of the portal are not worked out, but the owners of their entities are.
 */
export async function workOutLinks(
  claims: CatalogClaims,
  options: {
    instances: string[];
    mappings: S3Mapping[];
    /** Refs of the entities that are linked in the portal. */
    portalEntityRefs: Set<string>;
    signal: AbortSignal;
  },
): Promise<LinkIndexContent> {
  const grounds = {
    claims,
    instances: new Set(options.instances),
    findRefs: createFindRefs(options.mappings),
  };
  const content: LinkIndexContent = {
    links: [],
    entity_owners: [],
    catalog_aws_accounts: [...claims.awsAccountIds].map(id => ({
      aws_account_id: id,
    })),
  };
  const turns = new Turns(options.signal);
  for (const entity of claims.entities.values()) {
    await turns.rest();
    const links = await linksOf(entity, grounds, turns);
    for (const link of links) {
      content.links.push(link);
    }
    const { entityRef, ownerRefs } = entity;
    if (links.length || options.portalEntityRefs.has(entityRef)) {
      for (const ownerRef of ownerRefs) {
        content.entity_owners.push({
          entity_ref: entityRef,
          owner_ref: ownerRef,
        });
      }
    }
  }
  return content;
}

/** Many entities depend on the same bucket, so each part of a bucket is looked up once. */
function createFindRefs(mappings: S3Mapping[]): Grounds['findRefs'] {
  const byBucket = new Map<string, S3Mapping[]>();
  for (const mapping of mappings) {
    const onBucket = byBucket.get(mapping.bucket) ?? [];
    byBucket.set(mapping.bucket, onBucket);
    onBucket.push(mapping);
  }
  const found = new Map<string, LogSourceRef[]>();
  return claim => {
    const path = `${claim.bucket}/${claim.prefix}`;
    const refs =
      found.get(path) ??
      matchBucketClaim(claim, byBucket.get(claim.bucket) ?? []);
    found.set(path, refs);
    return refs;
  };
}

/** What is found first is the evidence of a link. */
async function linksOf(
  entity: EntityClaims,
  { claims, instances, findRefs }: Grounds,
  turns: Turns,
): Promise<LinkRow[]> {
  const links = new Map<string, LinkRow>();
  const add = (
    { instance, integrationId }: LogSourceRef,
    origin: LinkOrigin,
    evidence: LinkEvidence,
  ) => {
    const key = JSON.stringify([instance, integrationId, origin]);
    if (
      !links.has(key) &&
      instances.has(instance) &&
      isStorable(integrationId, ID_LENGTH)
    ) {
      links.set(key, {
        instance,
        integration_id: integrationId,
        entity_ref: entity.entityRef,
        origin,
        evidence: JSON.stringify(evidence),
      });
    }
  };
  if (!isStorable(entity.entityRef, REF_LENGTH)) {
    return [];
  }
  for (const { ref, origin, evidence } of entity.linkClaims) {
    add(ref, origin, evidence);
  }
  const resources = entity.resourceRefs.flatMap(
    ref => claims.entities.get(ref) ?? [],
  );
  for (const { bucketClaims } of [entity, ...resources]) {
    for (const claim of bucketClaims) {
      await turns.rest();
      for (const ref of findRefs(claim)) {
        add(ref, 'bucket', claim.evidence);
      }
    }
  }
  return [...links.values()];
}
