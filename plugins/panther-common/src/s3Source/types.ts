import { S3SourceInput } from '../types';

/**
 * What is known around an S3 source that is about to be made or changed. What is not known is not
 * checked.
 *
 * @public
 */
export interface S3SourceSurroundings {
  /** Names of the log types that the tenant can parse. */
  logTypes?: string[];
  /** AWS accounts that S3 sources of the tenant read from already, of those that whoever asks may see. */
  awsAccountIds?: string[];
  /**
   * What the S3 source is now, where it is to be changed. Panther has taken the values in it, so they
   * may stay, and only what differs from them is warned about.
   */
  current?: S3SourceInput;
}
