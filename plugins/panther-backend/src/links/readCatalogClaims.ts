import { setTimeout as sleep } from 'node:timers/promises';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PANTHER_LOG_SOURCE_ID_ANNOTATION } from 'backstage-plugin-panther-common';
import { untilAborted } from '../tenant/untilAborted';
import { askCatalog } from './askCatalog';
import {
  AWS_ACCOUNT_ANNOTATIONS,
  readAwsAccountIds,
} from './readAwsAccountIds';
import {
  BUCKET_ANNOTATIONS,
  BucketClaim,
  readBucketClaims,
} from './readBucketClaims';
import { resourceRefsOf } from './readEntities';
import { LinkClaim, readLinkClaims } from './readLinkClaims';

/** What an entity claims, and through whom it claims more. All refs are in lower case. */
export interface EntityClaims {
  entityRef: string;
  linkClaims: LinkClaim[];
  bucketClaims: BucketClaim[];
  /** The resources that it depends on, in the catalog's order; not all of them claim anything. */
  resourceRefs: string[];
  /** Who depends on it, where it is a resource with a bucket. */
  dependentRefs: string[];
  ownerRefs: string[];
}

/** What a whole catalog claims. */
export interface CatalogClaims {
  /** By entity ref. */
  entities: Map<string, EntityClaims>;
  awsAccountIds: Set<string>;
  /** How many entities could not be made sense of. */
  unreadable: number;
}

/** Entities of one answer, as many as the catalog's client asks for by itself. */
const PAGE = 500;

const ANNOTATIONS = [
  ...new Set([
    PANTHER_LOG_SOURCE_ID_ANNOTATION,
    ...BUCKET_ANNOTATIONS,
    ...AWS_ACCOUNT_ANNOTATIONS,
  ]),
].map(annotation => `metadata.annotations.${annotation}` as const);

/** The catalog's type of a query wants to know that no key can be an operator. */
const IS_ANNOTATED = {
  $any: ANNOTATIONS.map(
    (annotation): Record<typeof annotation, { $exists: boolean }> => ({
      [annotation]: { $exists: true },
    }),
  ),
};

const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'relations',
  ...ANNOTATIONS,
];

/**
 * Reads what the catalog claims about log sources, buckets and AWS accounts: the entities that have
 * one of the annotations, and those that depend on a resource with a bucket. Throws a
 * `ServiceUnavailableError` where the catalog does not answer to the end, and the signal's reason
 * when that is aborted.
 */
export async function readCatalogClaims(
  catalog: CatalogService,
  options: { credentials: BackstageCredentials; signal: AbortSignal },
): Promise<CatalogClaims> {
  const { credentials, signal } = options;
  const claims: CatalogClaims = {
    entities: new Map(),
    awsAccountIds: new Set(),
    unreadable: 0,
  };
  for await (const page of pagesOfAnnotated(catalog, options)) {
    addClaims(claims, page);
  }
  const missing = findMissingDependents(claims);
  for (let start = 0; start < missing.length; start += PAGE) {
    const entityRefs = missing.slice(start, start + PAGE);
    const { items } = await untilAborted(
      () =>
        askCatalog('the entities that depend on buckets', () =>
          catalog.getEntitiesByRefs(
            { entityRefs, fields: FIELDS },
            { credentials },
          ),
        ),
      signal,
    );
    addClaims(
      claims,
      items.flatMap(entity => entity ?? []),
    );
  }
  return claims;
}

async function* pagesOfAnnotated(
  catalog: CatalogService,
  { credentials, signal }: Parameters<typeof readCatalogClaims>[1],
): AsyncGenerator<Entity[]> {
  const pages = catalog
    .streamEntities(
      {
        query: IS_ANNOTATED,
        fields: FIELDS,
        pageSize: PAGE,
        totalItems: 'exclude',
      },
      { credentials },
    )
    [Symbol.asyncIterator]();
  for (;;) {
    const startedAt = performance.now();
    // The catalog's client takes no signal; what nobody waits for any more is dropped.
    const page = await untilAborted(
      () => askCatalog('the entities that have links', () => pages.next()),
      signal,
    );
    if (page.done) {
      return;
    }
    yield page.value;
    // The catalog often is in this very process; who looks at it has half of its time meanwhile.
    await sleep(performance.now() - startedAt, undefined, { signal });
  }
}

function addClaims(claims: CatalogClaims, entities: Entity[]): void {
  for (const entity of entities) {
    try {
      const one = readEntityClaims(entity);
      claims.entities.set(one.entityRef, one);
      for (const accountId of readAwsAccountIds(entity)) {
        claims.awsAccountIds.add(accountId);
      }
    } catch {
      // Whatever one entity holds, the links of all the others are still to be known.
      claims.unreadable += 1;
    }
  }
}

function readEntityClaims(entity: Entity): EntityClaims {
  const bucketClaims = readBucketClaims(entity);
  const isBucket =
    bucketClaims.length > 0 && entity.kind.toLowerCase() === 'resource';
  return {
    entityRef: stringifyEntityRef(entity),
    linkClaims: readLinkClaims(entity),
    bucketClaims,
    resourceRefs: resourceRefsOf(entity).map(toLowerCase),
    dependentRefs: isBucket ? refsOf(entity, RELATION_DEPENDENCY_OF) : [],
    ownerRefs: refsOf(entity, RELATION_OWNED_BY),
  };
}

function findMissingDependents({ entities }: CatalogClaims): string[] {
  const missing = new Set<string>();
  for (const { dependentRefs } of entities.values()) {
    for (const ref of dependentRefs) {
      if (!entities.has(ref)) {
        missing.add(ref);
      }
    }
  }
  return [...missing];
}

function refsOf(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => toLowerCase(targetRef));
}

/** As `stringifyEntityRef` does it. */
function toLowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
