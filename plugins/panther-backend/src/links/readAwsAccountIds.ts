import { Entity } from '@backstage/catalog-model';
import { ARN_ANNOTATIONS } from './readBucketClaims';

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
