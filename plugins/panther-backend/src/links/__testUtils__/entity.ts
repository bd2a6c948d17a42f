import { Entity } from '@backstage/catalog-model';

/** Makes an entity as the catalog gives it out. */
export function entity(
  ref: `${'Component' | 'Resource' | 'User'}:${string}`,
  annotations: Record<string, string>,
  relations: Record<string, string[]> = {},
): Entity {
  const [kind = '', name = ''] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name, annotations },
    relations: Object.entries(relations).flatMap(([type, targetRefs]) =>
      targetRefs.map(targetRef => ({ type, targetRef })),
    ),
  };
}

/** The same entity, known to the catalog by some id. */
export function withUid({ metadata, ...rest }: Entity, uid: string): Entity {
  return { ...rest, metadata: { ...metadata, uid } };
}
