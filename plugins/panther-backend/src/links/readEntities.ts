import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { askCatalog } from './askCatalog';

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
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${name}, or you may not see it.`,
    );
  }
  return entity;
}

/**
 * The resources that an entity depends on, and which of the people around it there are, in one call,
 * without those that somebody may not see.
 */
export async function readSurroundings(
  catalog: CatalogService,
  around: { entity: Entity; userRefs: string[] },
  options: { credentials: BackstageCredentials },
): Promise<{ resources: Entity[]; userRefs: Set<string> }> {
  const resourceRefs = resourceRefsOf(around.entity);
  const entityRefs = [...resourceRefs, ...around.userRefs];
  if (!entityRefs.length) {
    return { resources: [], userRefs: new Set() };
  }
  const { items } = await askCatalog(
    `the resources that ${stringifyEntityRef(around.entity)} depends on`,
    () => catalog.getEntitiesByRefs({ entityRefs }, options),
  );
  const seen = (from: number, to?: number) =>
    items.slice(from, to).flatMap(item => item ?? []);
  return {
    resources: seen(0, resourceRefs.length),
    userRefs: new Set(seen(resourceRefs.length).map(stringifyEntityRef)),
  };
}

/** The resources that an entity says it depends on, in the catalog's order. */
export function resourceRefsOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_DEPENDS_ON)
    .map(({ targetRef }) => targetRef)
    .filter(ref => parseEntityRef(ref).kind.toLowerCase() === 'resource');
}
