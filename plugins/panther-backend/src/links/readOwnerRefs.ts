import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { isStorable } from '../inventory/isStorable';
import { refsOf } from './refsOf';

/** The length of every `entity_ref` and `owner_ref`. */
export const REF_LENGTH = 255;

/** Who owns an entity, each once and in lower case; none that the tables could not hold. */
export function readOwnerRefs(entity: Entity): string[] {
  const ownerRefs = new Set(refsOf(entity, RELATION_OWNED_BY));
  return [...ownerRefs].filter(ref => isStorable(ref, REF_LENGTH));
}
