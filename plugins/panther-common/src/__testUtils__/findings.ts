import { checkS3Source } from '../s3Source/checkS3Source';
import { S3SourceInput } from '../types';
import { checkoutAccessLogs, Prefix, toPrefix } from './checkoutAccessLogs';

/** The log types of the tenant. */
export const logTypes = ['AWS.ALB', 'AWS.CloudTrail', 'AWS.S3ServerAccess'];

/** Gives the findings on an S3 source of which something is different. */
export function findings(
  instead: Partial<S3SourceInput>,
  current?: S3SourceInput,
): { field: string; message: string }[] {
  return checkS3Source(checkoutAccessLogs(instead), { logTypes, current });
}

/** Gives the findings on an S3 source with these prefixes, which have log types. */
export function prefixFindings(...prefixes: Partial<Prefix>[]) {
  return findings({ prefixes: prefixes.map(toPrefix) });
}
