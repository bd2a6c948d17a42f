import { setTimeout as sleep } from 'node:timers/promises';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDENCY_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PANTHER_LOG_SOURCE_ID_ANNOTATION } from 'backstage-plugin-panther-common';
import {
  LinkClaim,
  readLinkClaims,
  BUCKET_ANNOTATIONS,
  BucketClaim,
  readBucketClaims,
  AWS_ACCOUNT_ANNOTATIONS,
  readAwsAccountIds,
  readOwnerRefs,
  refsOf,
  toLowerCase,
  uidOf,
} from './claims';
import { untilAborted } from '../async';
import { askCatalog, resourceRefsOf } from './EntityReader';

/** What an entity claims, and through whom it claims more. All refs are in lower case. */
export interface EntityClaims {
  entityRef: string;
  /** Empty where it has none. */
  uid: string;
  linkClaims: LinkClaim[];
  bucketClaims: BucketClaim[];
  /** The resources that it depends on, in the catalog's order; not all of them claim anything. */
  resourceRefs: string[];
  /** Who depends on it, where it is a resource with a bucket. */
  dependentRefs: string[];
  /** Each once, and only those that a table can hold. */
  ownerRefs: string[];
}

/** What a whole catalog claims. */
export interface CatalogClaims {
  /** By entity ref. */
  entities: Map<string, EntityClaims>;
  awsAccountIds: Set<string>;
  /** Of the refs that were asked for, those that the catalog does not have. */
  absent: Set<string>;
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
  'metadata.uid',
  'relations',
  ...ANNOTATIONS,
];

interface ReadOptions {
  credentials: BackstageCredentials;
  signal: AbortSignal;
}

/**
 * Reads what the catalog claims about log sources, buckets and AWS accounts: the entities that have
 * one of the annotations, those that depend on a resource with a bucket, and those with some refs.
 * Throws a `ServiceUnavailableError` where the catalog does not answer to the end, and the signal's
 * reason when that is aborted.
 */
export async function readCatalogClaims(
  catalog: CatalogService,
  options: ReadOptions & { entityRefs: Iterable<string> },
): Promise<CatalogClaims> {
  const claims: CatalogClaims = {
    entities: new Map(),
    awsAccountIds: new Set(),
    absent: new Set(),
    unreadable: 0,
  };
  for await (const page of pagesOfAnnotated(catalog, options)) {
    addClaims(claims, page);
  }
  const missing = findMissing(claims, options.entityRefs);
  for await (const page of pagesOf(missing, catalog, options)) {
    for (const { entityRef, entity } of page) {
      if (!entity) {
        claims.absent.add(entityRef);
      }
    }
    addClaims(
      claims,
      page.flatMap(({ entity }) => entity ?? []),
    );
  }
  return claims;
}

async function* pagesOfAnnotated(
  catalog: CatalogService,
  { credentials, signal }: ReadOptions,
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
    await restSince(startedAt, signal);
  }
}

/** The entities of some refs, and which of them there are not. */
async function* pagesOf(
  refs: string[],
  catalog: CatalogService,
  { credentials, signal }: ReadOptions,
): AsyncGenerator<{ entityRef: string; entity?: Entity }[]> {
  for (let start = 0; start < refs.length; start += PAGE) {
    const startedAt = performance.now();
    const entityRefs = refs.slice(start, start + PAGE);
    const { items } = await untilAborted(
      () =>
        askCatalog(
          'the entities that depend on buckets or are linked in the portal',
          () =>
            catalog.getEntitiesByRefs(
              { entityRefs, fields: FIELDS },
              { credentials },
            ),
        ),
      signal,
    );
    yield entityRefs.map((entityRef, index) => ({
      entityRef,
      entity: items[index],
    }));
    await restSince(startedAt, signal);
  }
}

/** The catalog often is in this very process; who looks at it has half of its time meanwhile. */
async function restSince(startedAt: number, signal: AbortSignal) {
  await sleep(performance.now() - startedAt, undefined, { signal });
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
    uid: uidOf(entity),
    linkClaims: readLinkClaims(entity),
    bucketClaims,
    resourceRefs: resourceRefsOf(entity).map(toLowerCase),
    dependentRefs: isBucket ? refsOf(entity, RELATION_DEPENDENCY_OF) : [],
    ownerRefs: readOwnerRefs(entity),
  };
}

/** Who depends on a bucket, and the entities asked for, as far as they have not been read. */
function findMissing(
  { entities }: CatalogClaims,
  entityRefs: Iterable<string>,
): string[] {
  const missing = new Set(entityRefs);
  for (const { dependentRefs } of entities.values()) {
    for (const ref of dependentRefs) {
      missing.add(ref);
    }
  }
  return [...missing].filter(ref => !entities.has(ref));
}
