import { LinkOrigin } from './types';

/**
 * Where links come from, those that a person wrote first. Annotation and bucket are claims: whoever
 * edits a catalog file can make them, so they may grant reading at most. A link of the portal was
 * made with permission on both its entity and its log source.
 *
 * @public
 */
export const LINK_ORIGINS = [
  'annotation',
  'bucket',
  'portal',
] as const satisfies LinkOrigin[];
