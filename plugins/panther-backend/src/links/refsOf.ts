import { Entity } from '@backstage/catalog-model';

/** The entities that an entity has a relation to, in lower case. */
export function refsOf(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => toLowerCase(targetRef));
}

/** As `stringifyEntityRef` does it. */
export function toLowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
