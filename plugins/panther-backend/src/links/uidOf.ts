import { Entity } from '@backstage/catalog-model';

/**
 * What tells an entity from another one that has its ref before or after it; empty where the catalog
 * gives none, which the one of Backstage always does.
 */
export function uidOf({ metadata }: Entity): string {
  return metadata.uid ?? '';
}
