/**
 * Names the log sources of an entity: log source refs, separated by commas.
 *
 * @public
 */
export const PANTHER_LOG_SOURCE_ID_ANNOTATION = 'panther.com/log-source-id';
