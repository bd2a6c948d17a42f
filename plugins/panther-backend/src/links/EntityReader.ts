import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
  parseEntityRef,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { ServiceUnavailableError, NotFoundError } from '@backstage/errors';
import { untilAborted } from '../async';

/** Entity refs that are remembered, of some hundred bytes each. */
const MOST_REFS = 20_000;

/** An entity as somebody sees it. */
export interface ReadEntity {
  entity: Entity;
  /** What was asked for along with it, by entity ref; undefined where they may not see it. */
  around: Map<string, Entity | undefined>;
}

/**
 * Reads entities and what is around them, as somebody. What was around an entity the last time, for
 * whomever, is asked for along with it, since that seldom changes and a second call takes as long as
 * the first; only what the entity names now is made use of.
 */
export class EntityReader {
  readonly #catalog: CatalogService;
  readonly #lastAround = new LRUCache<string, string[]>({
    maxSize: MOST_REFS,
    sizeCalculation: refs => refs.length,
  });

  constructor(options: { catalog: CatalogService }) {
    this.#catalog = options.catalog;
  }

  /** One that they may not see is not there. */
  async read(
    entityRef: CompoundEntityRef,
    options: { credentials: BackstageCredentials },
  ): Promise<ReadEntity> {
    const name = stringifyEntityRef(entityRef);
    const expected = this.#lastAround.get(name);
    if (!expected) {
      const entity = await readEntity(this.#catalog, entityRef, options);
      return { entity, around: new Map() };
    }
    const { items } = await askCatalog(name, () =>
      this.#catalog.getEntitiesByRefs(
        { entityRefs: [name, ...expected] },
        options,
      ),
    );
    const [entity, ...others] = items;
    return {
      entity: requireEntity(entity, name),
      around: new Map(expected.map((ref, index) => [ref, others[index]])),
    };
  }

  /**
   * The resources that an entity depends on, and which of the people around it there are, in one call
   * at most, without those that somebody may not see.
   */
  async readSurroundings(
    { entity, around }: ReadEntity,
    options: { userRefs: string[]; credentials: BackstageCredentials },
  ): Promise<{ resources: Entity[]; userRefs: Set<string> }> {
    const { userRefs, credentials } = options;
    const name = stringifyEntityRef(entity);
    const resourceRefs = resourceRefsOf(entity);
    const entityRefs = [...resourceRefs, ...userRefs];
    this.#lastAround.set(name, entityRefs.length ? entityRefs : undefined);
    const read = new Map(around);
    const missing = entityRefs.filter(ref => !read.has(ref));
    if (missing.length) {
      const { items } = await askCatalog(
        `the resources that ${name} depends on`,
        () =>
          this.#catalog.getEntitiesByRefs(
            { entityRefs: missing },
            { credentials },
          ),
      );
      for (const [index, ref] of missing.entries()) {
        read.set(ref, items[index]);
      }
    }
    return {
      resources: resourceRefs.flatMap(ref => read.get(ref) ?? []),
      userRefs: new Set(userRefs.filter(ref => read.get(ref))),
    };
  }
}

/** As long as a call of Panther may take; somebody waits for most of these. */
const CATALOG_MS = 30_000;

/** The catalog's own status and body would otherwise go out as ours. */
export async function askCatalog<T>(
  what: string,
  call: () => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(CATALOG_MS);
  try {
    // It takes no signal; what nobody waits for any more is dropped.
    return await untilAborted(call, signal);
  } catch (error) {
    if (signal.aborted) {
      throw new ServiceUnavailableError(
        `The catalog did not answer within ${
          CATALOG_MS / 1000
        } seconds when it was asked for ${what}; try again in a moment.`,
      );
    }
    throw new ServiceUnavailableError(
      `The catalog could not be asked for ${what}`,
      error,
    );
  }
}

/** Reads an entity as somebody; one that they may not see is not there. */
export async function readEntity(
  catalog: CatalogService,
  entityRef: CompoundEntityRef,
  options: { credentials: BackstageCredentials },
): Promise<Entity> {
  const name = stringifyEntityRef(entityRef);
  const entity = await askCatalog(name, () =>
    catalog.getEntityByRef(entityRef, options),
  );
  return requireEntity(entity, name);
}

/** An entity that the catalog was asked for by its ref. */
export function requireEntity(
  entity: Entity | undefined,
  name: string,
): Entity {
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${name}, or you may not see it.`,
    );
  }
  return entity;
}

/** The resources that an entity says it depends on, in the catalog's order. */
export function resourceRefsOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_DEPENDS_ON)
    .map(({ targetRef }) => targetRef)
    .filter(ref => parseEntityRef(ref).kind.toLowerCase() === 'resource');
}
