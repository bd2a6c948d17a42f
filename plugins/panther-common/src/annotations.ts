/**
 * Names the log sources of an entity: log source refs, separated by commas.
 *
 * @public
 */
export const PANTHER_LOG_SOURCE_ID_ANNOTATION = 'panther.com/log-source-id';

/**
 * Names the buckets that an entity logs to: `bucket` or `bucket/prefix`, separated by commas.
 *
 * @public
 */
export const PANTHER_S3_BUCKET_ANNOTATION = 'panther.com/s3-bucket';
