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
