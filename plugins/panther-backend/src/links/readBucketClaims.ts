import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { PANTHER_S3_BUCKET_ANNOTATION } from 'backstage-plugin-panther-common';
import { LinkEvidence } from './readLinkClaims';

/** A bucket, or a part of it, that the catalog says an entity or a resource of it is or logs to. */
export interface BucketClaim {
  bucket: string;
  /** Empty for the whole bucket. */
  prefix: string;
  evidence: LinkEvidence;
}

/**
 * Where catalogs keep the ARN of a resource: the providers of Backstage's own AWS module, the
 * providers built on AWS Config, and Roadie's AWS module (its constant for S3 buckets).
 */
export const ARN_ANNOTATIONS = [
  'amazonaws.com/arn',
  'aws.amazon.com/arn',
  'amazon.com/s3-bucket-arn',
];

/** All that an entity may tell buckets by. */
export const BUCKET_ANNOTATIONS = [
  PANTHER_S3_BUCKET_ANNOTATION,
  ...ARN_ANNOTATIONS,
];

/** S3 ARNs have neither a region nor an account; a wildcard ends what is certain of a prefix. */
const S3_ARN = /^arn:aws[a-z-]*:s3:::(?<bucket>[^/*]+)(?:$|\/(?<prefix>[^*]*))/;

/** So that no annotation makes looking for its buckets long. */
const MOST_CLAIMS = 100;

/**
 * The buckets that the annotations of an entity tell, those of our own annotation first, each once,
 * and a hundred at most.
 */
export function readBucketClaims(entity: Entity): BucketClaim[] {
  const annotations = entity.metadata.annotations ?? {};
  const entityRef = stringifyEntityRef(entity);
  const written = (annotations[PANTHER_S3_BUCKET_ANNOTATION] ?? '')
    .split(',')
    .map(part => part.trim())
    .map(value => ({
      ...parseBucketPath(value),
      evidence: { entityRef, annotation: PANTHER_S3_BUCKET_ANNOTATION, value },
    }));
  const known = ARN_ANNOTATIONS.map(annotation => {
    const value = annotations[annotation]?.trim() ?? '';
    const { bucket = '', prefix = '' } = S3_ARN.exec(value)?.groups ?? {};
    return { bucket, prefix, evidence: { entityRef, annotation, value } };
  });
  const claims = new Map<string, BucketClaim>();
  for (const claim of [...written, ...known]) {
    const path = `${claim.bucket}/${claim.prefix}`;
    if (claim.bucket && !claims.has(path)) {
      claims.set(path, claim);
    }
  }
  return [...claims.values()].slice(0, MOST_CLAIMS);
}

function parseBucketPath(path: string): { bucket: string; prefix: string } {
  const slash = path.indexOf('/');
  return slash === -1
    ? { bucket: path, prefix: '' }
    : { bucket: path.slice(0, slash), prefix: path.slice(slash + 1) };
}
