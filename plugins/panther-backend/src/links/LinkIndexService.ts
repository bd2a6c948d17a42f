import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { InventoryStore } from '../inventory/InventoryStore';
import { S3Mapping } from '../inventory/types';
import { isStorable, inChunks, BUCKET_LENGTH } from '../inventory/sql';
import { LinkIndexStore } from './LinkIndexStore';
import { findPortalLinkChanges } from './PortalLinkChanges';
import { CatalogClaims, readCatalogClaims } from './readCatalogClaims';
import { workOutLinks } from './workOutLinks';

/** Keeps the link index as the catalog and the inventory have it. */
export class LinkIndexService {
  readonly #scheduler: SchedulerService;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #instances: string[];
  readonly #inventoryStore: InventoryStore;
  readonly #store: LinkIndexStore;

  /** Takes the ids of the configured instances. */
  constructor(options: {
    scheduler: SchedulerService;
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    instances: string[];
    inventoryStore: InventoryStore;
    store: LinkIndexStore;
  }) {
    this.#scheduler = options.scheduler;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#instances = options.instances;
    this.#inventoryStore = options.inventoryStore;
    this.#store = options.store;
  }

  /** Plans one pass a minute; one replica makes it. */
  async schedule(): Promise<void> {
    await this.#scheduler.scheduleTask({
      id: 'update-link-index',
      scope: 'global',
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      // A catalog that starts with the plugin has its first entities by then.
      initialDelay: { seconds: 10 },
      fn: signal => this.update(signal),
    });
  }

  /**
   * Makes one pass over the catalog. One that fails changes nothing and is logged, and never thrown,
   * since the next one is the way out.
   */
  async update(signal: AbortSignal): Promise<void> {
    try {
      await this.#update(signal);
    } catch (error) {
      this.#logger.warn(
        `The link index stays as it was until the next pass: ${
          signal.aborted
            ? 'this one was stopped before its end'
            : toReason(error)
        }.`,
      );
    }
  }

  async #update(signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    // Read first, so that what is linked while the catalog is read is not taken for known.
    const portalLinks = await this.#store.listPortalLinks();
    const portalEntityRefs = new Set(portalLinks.map(row => row.entity_ref));
    const claims = await readCatalogClaims(this.#catalog, {
      credentials: await this.#auth.getOwnServiceCredentials(),
      entityRefs: portalEntityRefs,
      signal,
    });
    const content = await workOutLinks(claims, {
      instances: this.#instances,
      mappings: await this.#findS3Mappings(claims, signal),
      portalEntityRefs,
      signal,
    });
    const changes = findPortalLinkChanges(portalLinks, claims, new Date());
    const { written, removed } = await this.#store.replace(
      content,
      { rows: portalLinks, changes },
      { signal },
    );
    if (changes.outlived.length) {
      this.#logger.info(
        'Took back the links of the portal whose entities the catalog has not had for 30 days',
        { entityRefs: changes.outlived.map(row => row.entity_ref) },
      );
    }
    this.#logger[written || removed ? 'info' : 'debug'](
      `Compared the link index with ${claims.entities.size} catalog entities`,
      {
        links: content.links.length,
        portalLinks: portalLinks.length,
        awsAccounts: content.catalog_aws_accounts.length,
        unreadableEntities: claims.unreadable,
        written,
        removed,
        durationMs: Math.round(performance.now() - startedAt),
      },
    );
  }

  async #findS3Mappings(
    { entities }: CatalogClaims,
    signal: AbortSignal,
  ): Promise<S3Mapping[]> {
    const buckets = new Set<string>();
    for (const { bucketClaims } of entities.values()) {
      for (const { bucket } of bucketClaims) {
        if (isStorable(bucket, BUCKET_LENGTH)) {
          buckets.add(bucket);
        }
      }
    }
    const mappings = new Array<S3Mapping>();
    await inChunks([...buckets], async chunk => {
      signal.throwIfAborted();
      const found = await this.#inventoryStore.findS3Mappings(
        this.#instances,
        chunk,
      );
      for (const mapping of found) {
        mappings.push(mapping);
      }
    });
    return mappings;
  }
}

function toReason(error: unknown): string {
  const { name, message } = toError(error);
  if (name === 'ServiceUnavailableError') {
    return message;
  }
  // A database error repeats its whole statement, which can be long, before it says what is wrong.
  return message.split(' - ').at(-1) ?? message;
}
