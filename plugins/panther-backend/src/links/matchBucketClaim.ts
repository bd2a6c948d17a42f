import { LogSourceRef } from 'backstage-plugin-panther-common';
import { S3Mapping } from '../inventory/types';
import { BucketClaim } from './claims';

/** Log sources that one claim finds at most, so that no annotation makes an answer large. */
const MOST_LOG_SOURCES = 100;

/**
 * The log sources that read what a claim names, each once, in the order of the mappings.
 *
 * For a claim without a prefix that is every log source on the bucket. For one with a prefix it is
 * every log source that reads a part of it, and of those that read more than it, the ones with the
 * longest prefix: Panther gives an object to the longest prefix that it starts with. Instances are
 * tenants of their own, so the longest prefix is looked for in each. A log source whose longest
 * prefix excludes what is claimed does not read it.
 */
export function matchBucketClaim(
  claim: Pick<BucketClaim, 'bucket' | 'prefix'>,
  mappings: S3Mapping[],
): LogSourceRef[] {
  const onBucket = mappings.filter(({ bucket }) => bucket === claim.bucket);
  const around = readersAround(claim.prefix, onBucket);
  const found = new Map<string, LogSourceRef>();
  for (const mapping of onBucket) {
    const { instance, integrationId } = mapping;
    const matches =
      !claim.prefix || isWithin(claim.prefix, mapping) || around.has(mapping);
    if (matches) {
      found.set(sourceOf(mapping), { instance, integrationId });
    }
  }
  return [...found.values()].slice(0, MOST_LOG_SOURCES);
}

/** Whether a part of what is claimed is read. */
function isWithin(claimed: string, mapping: S3Mapping): boolean {
  const { prefix = '' } = mapping;
  return (
    prefix.length > claimed.length &&
    prefix.startsWith(claimed) &&
    !isExcluded(claimed, mapping)
  );
}

/** The mappings by which all that is claimed is read. */
function readersAround(claimed: string, mappings: S3Mapping[]): Set<S3Mapping> {
  const around = mappings.filter(
    ({ prefix }) => prefix !== undefined && claimed.startsWith(prefix),
  );
  const reading = longestOf(around, sourceOf).filter(
    mapping => !isExcluded(claimed, mapping),
  );
  return new Set(longestOf(reading, ({ instance }) => instance));
}

/** Those that no other one with the same key has a longer prefix than. */
function longestOf(
  mappings: S3Mapping[],
  keyOf: (mapping: S3Mapping) => string,
): S3Mapping[] {
  const longest = new Map<string, number>();
  for (const mapping of mappings) {
    const key = keyOf(mapping);
    longest.set(key, Math.max(lengthOf(mapping), longest.get(key) ?? 0));
  }
  return mappings.filter(
    mapping => lengthOf(mapping) === longest.get(keyOf(mapping)),
  );
}

function lengthOf({ prefix = '' }: S3Mapping): number {
  return prefix.length;
}

function sourceOf({ instance, integrationId }: S3Mapping): string {
  return JSON.stringify([instance, integrationId]);
}

/** Whether a log source leaves out all that has the prefix. */
function isExcluded(prefix: string, { excludedPrefixes }: S3Mapping): boolean {
  return excludedPrefixes.some(
    excluded => excluded !== '' && startsWithPattern(prefix, excluded),
  );
}

/** Without going back, which takes a regular expression of many wildcards very long. */
function startsWithPattern(text: string, pattern: string): boolean {
  const [start = '', ...parts] = pattern.split('*');
  let at = text.startsWith(start) ? start.length : -1;
  for (const part of parts) {
    const found = at < 0 ? -1 : text.indexOf(part, at);
    at = found < 0 ? -1 : found + part.length;
  }
  return at >= 0;
}
