import { LogSourceRef } from 'backstage-plugin-panther-common';
import { S3Mapping } from '../inventory/types';
import { BucketClaim } from './readBucketClaims';

/** Log sources that one claim finds at most, so that no annotation makes an answer large. */
const MOST_LOG_SOURCES = 100;

/**
 * The log sources that read what a claim names, each once, in the order of the mappings.
 *
 * For a claim without a prefix that is every log source on the bucket. For one with a prefix it is
 * every log source that reads a part of it, and of those that read more than it, the ones with the
 * longest prefix: Panther gives an object to the longest prefix that it starts with. Instances are
 * tenants of their own, so the longest prefix is looked for in each.
 */
export function matchBucketClaim(
  claim: Pick<BucketClaim, 'bucket' | 'prefix'>,
  mappings: S3Mapping[],
): LogSourceRef[] {
  const onBucket = mappings.filter(({ bucket }) => bucket === claim.bucket);
  const longest = longestAround(claim.prefix, onBucket);
  const found = new Map<string, LogSourceRef>();
  for (const { instance, integrationId, prefix } of onBucket) {
    const matches =
      !claim.prefix ||
      prefix?.startsWith(claim.prefix) ||
      (prefix !== undefined && prefix === longest.get(instance));
    if (matches) {
      found.set(JSON.stringify([instance, integrationId]), {
        instance,
        integrationId,
      });
    }
  }
  return [...found.values()].slice(0, MOST_LOG_SOURCES);
}

/** By instance, the longest of the prefixes that a claimed prefix starts with. */
function longestAround(
  claimed: string,
  mappings: S3Mapping[],
): Map<string, string> {
  const longest = new Map<string, string>();
  for (const { instance, prefix } of mappings) {
    if (
      prefix !== undefined &&
      claimed.startsWith(prefix) &&
      prefix.length >= (longest.get(instance)?.length ?? 0)
    ) {
      longest.set(instance, prefix);
    }
  }
  return longest;
}
