export { checkS3Source } from './checkS3Source';
export { checkS3SourceField } from './checkS3SourceField';
export { S3_STREAM_TYPES } from './checkStreamType';
export type { S3SourceSurroundings } from './types';
export { warnAboutS3Source } from './warnAboutS3Source';
