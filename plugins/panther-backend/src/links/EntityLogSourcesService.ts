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
  LogSourceLink,
  PANTHER_S3_BUCKET_ANNOTATION,
  pantherLogSourceReadPermission,
  stringifyLogSourceRef,
  UnmatchedBucket,
} from 'backstage-plugin-panther-common';
import { Inventory, InventoryAnswer } from '../inventory/Inventory';
import { LogSourceVisibility } from '../permissions/LogSourceVisibility';
import { matchBucketClaim } from './matchBucketClaim';
import { BucketClaim, readBucketClaims } from './readBucketClaims';
import { readEntity, readResources } from './readEntities';
import { LinkClaim, readLinkClaims } from './readLinkClaims';

/** Finds the log sources of a catalog entity, as somebody who may or may not see that entity. */
export class EntityLogSourcesService {
  readonly #catalog: CatalogService;
  readonly #inventory: Inventory;

  constructor(options: { catalog: CatalogService; inventory: Inventory }) {
    this.#catalog = options.catalog;
    this.#inventory = options.inventory;
  }

  async getEntityLogSources(
    entityRef: CompoundEntityRef,
    options: {
      credentials: BackstageCredentials;
      visibility: LogSourceVisibility;
    },
  ): Promise<EntityLogSources> {
    const { credentials, visibility } = options;
    const entity = await readEntity(this.#catalog, entityRef, { credentials });
    const resources = await readResources(this.#catalog, entity, {
      credentials,
    });
    const { claims, unmatched } = await this.#findClaims(entity, resources);
    const answers = await this.#lookUp(
      claims,
      // That nothing reads a bucket can only be said of instances that have been read.
      unmatched.length ? this.#inventory.instanceIds() : [],
      { visibility },
    );
    const freshness = freshnessOf(answers);
    return {
      entityRef: stringifyEntityRef(entity),
      links: withoutRepetition(
        claims.map(claim =>
          toLink(claim, answers.get(claim.ref.instance), this.#inventory),
        ),
      ),
      ...(unmatched.length && {
        unmatchedBuckets: unmatched.map(claim => toUnmatched(claim, freshness)),
      }),
      freshness,
    };
  }

  /** What the entity names comes first; a log source that is also found by bucket is one link. */
  async #findClaims(
    entity: Entity,
    resources: Entity[],
  ): Promise<{ claims: LinkClaim[]; unmatched: BucketClaim[] }> {
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
    return { claims: [...claims.values()], unmatched };
  }

  /** One look-up for each configured instance that the claims name, or that is to be known of. */
  async #lookUp(
    claims: LinkClaim[],
    instanceIds: string[],
    options: { visibility: LogSourceVisibility },
  ): Promise<Map<string, InventoryAnswer>> {
    const named = new Set([
      ...claims.map(({ ref }) => ref.instance),
      ...instanceIds,
    ]);
    const configured = this.#inventory
      .instanceIds()
      .filter(id => named.has(id));
    return new Map(
      await Promise.all(
        configured.map(async id => {
          const ids = claims
            .filter(({ ref }) => ref.instance === id)
            .map(({ ref }) => ref.integrationId);
          const answer = await this.#inventory.findLogSources(id, ids, options);
          return [id, answer] as const;
        }),
      ),
    );
  }
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
      : `No log source in Panther reads ${place}: the annotation is mistyped, or the log source has yet to be made in Panther.`,
  };
}

function freshnessOf(answers: Map<string, InventoryAnswer>): Freshness[] {
  return [...answers.values()].map(({ freshness }) => freshness);
}

/** Several hidden log sources on one bucket are the same link, which does not tell how many they are. */
function withoutRepetition(links: LogSourceLink[]): LogSourceLink[] {
  const distinct = new Map(
    links.map(link => [
      link.logSourceRef ?? JSON.stringify(link.evidence),
      link,
    ]),
  );
  return [...distinct.values()];
}

function toLink(
  claim: LinkClaim,
  answer: InventoryAnswer | undefined,
  inventory: Inventory,
): LogSourceLink {
  const { integrationId } = claim.ref;
  const link = {
    logSourceRef: stringifyLogSourceRef(claim.ref),
    origin: claim.origin,
    evidence: claim.evidence,
  };
  if (!answer) {
    return {
      ...link,
      state: 'unknown',
      message: `No Panther instance is called '${
        claim.ref.instance
      }' here. Write the ref as <instance>:<id>; the instances are ${inventory
        .instanceIds()
        .join(', ')}.`,
    };
  }
  if (answer.hidden.has(integrationId)) {
    return toHidden(claim);
  }
  const logSource = answer.logSources.get(integrationId);
  if (logSource?.status === 'gone') {
    return {
      ...link,
      state: 'gone',
      logSource,
      message: `Panther (${answer.freshness.title}) has this log source no more: it has been deleted there.`,
    };
  }
  if (logSource) {
    return { ...link, state: 'found', logSource };
  }
  const unusable = answer.unusable.get(integrationId);
  if (unusable) {
    return { ...link, state: 'unavailable', message: unusable };
  }
  if (!answer.freshness.asOf) {
    return {
      ...link,
      state: 'unavailable',
      message: answer.freshness.problem?.message,
    };
  }
  const { title, problem } = answer.freshness;
  return {
    ...link,
    state: 'unknown',
    message: problem
      ? `Panther (${title}) had no log source with this id when it was last read.`
      : `Panther (${title}) has no log source with this id: the id is mistyped, or it was deleted long ago.`,
  };
}

/** The id of a log source that the entity does not name itself is not the caller's to know. */
function toHidden({ ref, origin, evidence }: LinkClaim): LogSourceLink {
  return {
    ...(origin === 'annotation' && {
      logSourceRef: stringifyLogSourceRef(ref),
    }),
    origin,
    evidence,
    state: 'hidden',
    message: `You may not see ${
      origin === 'annotation'
        ? 'this log source'
        : 'every log source that reads this bucket'
    }; ask your portal's administrators to extend your permission ${
      pantherLogSourceReadPermission.name
    }.`,
  };
}
