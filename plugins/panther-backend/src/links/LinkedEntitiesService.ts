import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  LINK_ORIGINS,
  LinkedEntity,
  LogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { LinkIndexStore, StoredLink } from './LinkIndexStore';
import { askCatalog } from './EntityReader';

/** Entities of one log source that are named at most. */
const MOST_ENTITIES = 20;

/** The entities that are linked to a log source, as far as somebody may know them. */
export interface LinkedEntities {
  /** In the order of their refs. */
  linkedEntities: LinkedEntity[];
  /** How many more there are; somebody may not see them, or there are too many. */
  otherLinkedEntities: number;
}

/** Finds the catalog entities of log sources, for somebody who may see some of them. */
export class LinkedEntitiesService {
  readonly #catalog: CatalogService;
  readonly #store: LinkIndexStore;

  constructor(options: { catalog: CatalogService; store: LinkIndexStore }) {
    this.#catalog = options.catalog;
    this.#store = options.store;
  }

  /**
   * Resolves to one entry for each ref, by the ref as a string. Throws a `ServiceUnavailableError`
   * when the catalog does not answer.
   */
  async findLinkedEntities(
    refs: LogSourceRef[],
    options: { credentials: BackstageCredentials },
  ): Promise<Map<string, LinkedEntities>> {
    const links = await this.#store.findLinks(refs, MOST_ENTITIES);
    const readable = await this.#findReadable(
      [...new Set(links.map(({ entityRef }) => entityRef))],
      options,
    );
    const byLogSource = new Map<string, StoredLink[]>(
      refs.map(ref => [stringifyLogSourceRef(ref), []]),
    );
    for (const link of links) {
      byLogSource.get(stringifyLogSourceRef(link))?.push(link);
    }
    return new Map(
      [...byLogSource].map(([ref, linksOfOne]) => [
        ref,
        toLinkedEntities(linksOfOne, readable),
      ]),
    );
  }

  async #findReadable(
    entityRefs: string[],
    options: { credentials: BackstageCredentials },
  ): Promise<Set<string>> {
    if (!entityRefs.length) {
      return new Set();
    }
    const fields = ['kind', 'metadata.name', 'metadata.namespace'];
    const { items } = await askCatalog('the entities of log sources', () =>
      this.#catalog.getEntitiesByRefs({ entityRefs, fields }, options),
    );
    return new Set(entityRefs.filter((_, index) => items[index]));
  }
}

function toLinkedEntities(
  links: StoredLink[],
  readable: Set<string>,
): LinkedEntities {
  const entityRefs = new Set(
    links
      .map(({ entityRef }) => entityRef)
      .filter(entityRef => readable.has(entityRef)),
  );
  const linkedEntities = [...entityRefs].map(entityRef => ({
    entityRef,
    origins: LINK_ORIGINS.filter(origin =>
      links.some(
        link => link.entityRef === entityRef && link.origin === origin,
      ),
    ),
  }));
  const [first] = links;
  return {
    linkedEntities,
    otherLinkedEntities: (first?.linkedEntities ?? 0) - linkedEntities.length,
  };
}
