import {
  Entity,
  stringifyEntityRef,
  RELATION_OWNED_BY,
} from '@backstage/catalog-model';
import {
  LinkOrigin,
  LogSourceLink,
  LogSourceRef,
  PANTHER_LOG_SOURCE_ID_ANNOTATION,
  parseLogSourceRef,
  stringifyLogSourceRef,
  PANTHER_S3_BUCKET_ANNOTATION,
} from 'backstage-plugin-panther-common';
import { isStorable } from '../inventory/sql';
/** Where the catalog claims a link. */
export type LinkEvidence = NonNullable<LogSourceLink['evidence']>;

/** A link as the catalog claims it, before anybody has looked whether the log source is there. */
export interface LinkClaim {
  ref: LogSourceRef;
  origin: LinkOrigin;
  evidence: LinkEvidence;
}

/** The log sources that an entity names in its annotation, each once, in the order written. */
export function readLinkClaims(entity: Entity): LinkClaim[] {
  const annotation =
    entity.metadata.annotations?.[PANTHER_LOG_SOURCE_ID_ANNOTATION] ?? '';
  const claims = new Map<string, LinkClaim>();
  for (const part of annotation.split(',')) {
    const value = part.trim();
    const ref = parseLogSourceRef(value);
    const key = stringifyLogSourceRef(ref);
    if (ref.integrationId && !claims.has(key)) {
      claims.set(key, {
        ref,
        origin: 'annotation',
        evidence: {
          entityRef: stringifyEntityRef(entity),
          annotation: PANTHER_LOG_SOURCE_ID_ANNOTATION,
          value,
        },
      });
    }
  }
  return [...claims.values()];
}

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

/**
 * Where catalogs keep the account of a resource: Backstage's own AWS module (its readers of
 * organisations and EKS clusters), Roadie's AWS module (the constant of all its providers), and
 * AWS's own Cost Insights module.
 */
const ACCOUNT_ANNOTATIONS = [
  'amazonaws.com/account-id',
  'amazon.com/account-id',
  'aws.amazon.com/account-id',
];

/** All that an entity may tell AWS accounts by. */
export const AWS_ACCOUNT_ANNOTATIONS = [
  ...ACCOUNT_ANNOTATIONS,
  ...ARN_ANNOTATIONS,
];

const ACCOUNT_ID = /^\d{12}$/;

/**
 * `arn:<partition>:<service>:<region>:<account>:<resource>`; the ARNs of buckets, of regions and of
 * AWS's own things have no account.
 */
const ARN = /^arn:aws[a-z-]*:[^:]*:[^:]*:(?<accountId>\d{12}):/;

/** The ids of the AWS accounts that the annotations of an entity name. */
export function readAwsAccountIds(entity: Entity): string[] {
  const valuesOf = (annotations: string[]) =>
    annotations.map(name => entity.metadata.annotations?.[name]?.trim() ?? '');
  return [
    ...valuesOf(ACCOUNT_ANNOTATIONS).filter(value => ACCOUNT_ID.test(value)),
    ...valuesOf(ARN_ANNOTATIONS).flatMap(
      value => ARN.exec(value)?.groups?.accountId ?? [],
    ),
  ];
}

/** The length of every `entity_ref` and `owner_ref`. */
export const REF_LENGTH = 255;

/** Who owns an entity, each once and in lower case; none that the tables could not hold. */
export function readOwnerRefs(entity: Entity): string[] {
  const ownerRefs = new Set(refsOf(entity, RELATION_OWNED_BY));
  return [...ownerRefs].filter(ref => isStorable(ref, REF_LENGTH));
}

/** The entities that an entity has a relation to, in lower case. */
export function refsOf(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => toLowerCase(targetRef));
}

/** As `stringifyEntityRef` does it. */
export function toLowerCase(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}

/**
 * What tells an entity from another one that has its ref before or after it; empty where the catalog
 * gives none, which the one of Backstage always does.
 */
export function uidOf({ metadata }: Entity): string {
  return metadata.uid ?? '';
}
