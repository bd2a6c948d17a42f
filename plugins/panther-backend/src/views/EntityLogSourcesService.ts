import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EntityLogSources,
  Freshness,
  PANTHER_S3_BUCKET_ANNOTATION,
  PortalLink,
  stringifyLogSourceRef,
  UnmatchedBucket,
} from 'backstage-plugin-panther-common';
import { InventoryAnswer } from '../inventory/Inventory';
import { EntityReader } from '../links/EntityReader';
import { matchBucketClaim } from '../links/matchBucketClaim';
import { PortalLinkStore, StoredPortalLink } from '../links/PortalLinkStore';
import {
  readLinkClaims,
  BucketClaim,
  readBucketClaims,
  uidOf,
} from '../links/claims';
import {
  EntityLink,
  LogSourceLookup,
  toLogSourceLinks,
} from './toLogSourceLinks';
import { LogSourceVisibility } from '../inventory/types';

/** A link of the portal, as it may be told. */
type EntityPortalLink = Omit<StoredPortalLink, 'portalLink'> & {
  portalLink: PortalLink;
};

/** Finds the log sources of a catalog entity, as somebody who may or may not see that entity. */
export class EntityLogSourcesService {
  readonly #entities: EntityReader;
  readonly #inventory: LogSourceLookup;
  readonly #portalLinks: Pick<PortalLinkStore, 'findByEntity'>;

  constructor(options: {
    catalog: CatalogService;
    inventory: LogSourceLookup;
    portalLinks: Pick<PortalLinkStore, 'findByEntity'>;
  }) {
    this.#entities = new EntityReader(options);
    this.#inventory = options.inventory;
    this.#portalLinks = options.portalLinks;
  }

  async getEntityLogSources(
    entityRef: CompoundEntityRef,
    options: {
      credentials: BackstageCredentials;
      /** The links are looked for while it is asked for. */
      visibility: LogSourceVisibility | Promise<LogSourceVisibility>;
    },
  ): Promise<EntityLogSources> {
    const [permitted, found] = await Promise.allSettled([
      options.visibility,
      this.#findLinks(entityRef, options),
    ]);
    // Whoever may see no log sources is told that, whatever became of the links.
    if (permitted.status === 'rejected') {
      throw permitted.reason;
    }
    if (found.status === 'rejected') {
      throw found.reason;
    }
    const visibility = permitted.value;
    const { name, links, unmatched } = found.value;
    const answers = await this.#lookUp(
      links,
      // That nothing reads a bucket can only be said of instances that have been read.
      unmatched.length ? this.#inventory.instanceIds() : [],
      { visibility },
    );
    const freshness = freshnessOf(answers);
    return {
      entityRef: name,
      links: toLogSourceLinks(links, answers, this.#inventory),
      ...(unmatched.length && {
        unmatchedBuckets: unmatched.map(claim => toUnmatched(claim, freshness)),
      }),
      freshness,
    };
  }

  async #findLinks(
    entityRef: CompoundEntityRef,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<{ name: string; links: EntityLink[]; unmatched: BucketClaim[] }> {
    const name = stringifyEntityRef(entityRef);
    const [read, portalLinks] = await Promise.all([
      this.#entities.read(entityRef, { credentials }),
      this.#portalLinks.findByEntity(name),
    ]);
    const { entity } = read;
    const { resources, userRefs } = await this.#entities.readSurroundings(
      read,
      { userRefs: linkersOf(portalLinks), credentials },
    );
    const { claimed, unmatched } = await this.#findClaimed(entity, resources);
    const tellable = portalLinks.map(link =>
      withoutHiddenLinker(link, userRefs),
    );
    const links = withPortalLinks(claimed, tellable, uidOf(entity));
    return { name, links, unmatched };
  }

  /** What the entity names comes first; a log source that is also found by bucket is one link. */
  async #findClaimed(
    entity: Entity,
    resources: Entity[],
  ): Promise<{ claimed: EntityLink[]; unmatched: BucketClaim[] }> {
    const claims = new Map(
      readLinkClaims(entity).map(claim => [
        stringifyLogSourceRef(claim.ref),
        claim,
      ]),
    );
    const unmatched = new Array<BucketClaim>();
    const bucketClaims = [entity, ...resources].flatMap(readBucketClaims);
    const buckets = new Set(bucketClaims.map(({ bucket }) => bucket));
    const mappings = buckets.size
      ? await this.#inventory.findS3Mappings([...buckets])
      : [];
    for (const claim of bucketClaims) {
      const refs = matchBucketClaim(claim, mappings);
      for (const ref of refs) {
        const key = stringifyLogSourceRef(ref);
        if (!claims.has(key)) {
          claims.set(key, { ref, origin: 'bucket', evidence: claim.evidence });
        }
      }
      // A bucket that only has an ARN need not be one for logs.
      const { annotation } = claim.evidence;
      if (!refs.length && annotation === PANTHER_S3_BUCKET_ANNOTATION) {
        unmatched.push(claim);
      }
    }
    return { claimed: [...claims.values()], unmatched };
  }

  /** One look-up for each configured instance that the links name, or that is to be known of. */
  async #lookUp(
    links: EntityLink[],
    instanceIds: string[],
    options: { visibility: LogSourceVisibility },
  ): Promise<Map<string, InventoryAnswer>> {
    const named = new Set([
      ...links.map(({ ref }) => ref.instance),
      ...instanceIds,
    ]);
    const configured = this.#inventory
      .instanceIds()
      .filter(id => named.has(id));
    return new Map(
      await Promise.all(
        configured.map(async id => {
          const ids = links
            .filter(({ ref }) => ref.instance === id)
            .map(({ ref }) => ref.integrationId);
          const answer = await this.#inventory.findLogSources(id, ids, options);
          return [id, answer] as const;
        }),
      ),
    );
  }
}

/** The people who made links; a service is no entity. */
function linkersOf(portalLinks: StoredPortalLink[]): string[] {
  const linkers = portalLinks.map(({ portalLink }) => portalLink.linkedBy);
  return [...new Set(linkers.filter(isUser))];
}

function isUser(subject: string): boolean {
  return subject.startsWith('user:');
}

/** A link, and who made it if that is no user but those that are seen. */
function withoutHiddenLinker(
  link: StoredPortalLink,
  seenUserRefs: Set<string>,
): EntityPortalLink {
  const { linkedBy, linkedAt } = link.portalLink;
  const isTold = !isUser(linkedBy) || seenUserRefs.has(linkedBy);
  return { ...link, portalLink: { linkedAt, ...(isTold && { linkedBy }) } };
}

/** What is claimed keeps its evidence, and what is linked in the portal alone comes last. */
function withPortalLinks(
  claimed: EntityLink[],
  portalLinks: EntityPortalLink[],
  entityUid: string,
): EntityLink[] {
  const links = new Map(
    claimed.map(link => [stringifyLogSourceRef(link.ref), link]),
  );
  for (const { ref, portalLink, entityUid: madeFor } of portalLinks) {
    const key = stringifyLogSourceRef(ref);
    const link = links.get(key) ?? { ref, origin: 'portal' };
    const isOutdated = madeFor !== entityUid;
    links.set(key, { ...link, portalLink, isOutdated });
  }
  return [...links.values()];
}

function toUnmatched(
  { bucket, prefix, evidence }: BucketClaim,
  freshness: Freshness[],
): UnmatchedBucket {
  const place = prefix
    ? `'${prefix}' in bucket '${bucket}'`
    : `bucket '${bucket}'`;
  const unread = freshness.find(({ asOf }) => !asOf);
  return {
    evidence,
    message: unread
      ? `Whether a log source reads ${place} is not known: ${unread.problem?.message}`
      : `No log source in Panther reads ${place}: the annotation is mistyped, or the log source has yet to be made in Panther${
          prefix && ' or excludes this prefix'
        }.`,
  };
}

function freshnessOf(answers: Map<string, InventoryAnswer>): Freshness[] {
  return [...answers.values()].map(({ freshness }) => freshness);
}
