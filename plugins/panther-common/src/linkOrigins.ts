import { LinkOrigin } from './types';

/**
 * Where links come from, those that a person wrote first. Both are claims: whoever edits a catalog
 * file can make them.
 *
 * @public
 */
export const LINK_ORIGINS = [
  'annotation',
  'bucket',
] as const satisfies LinkOrigin[];
