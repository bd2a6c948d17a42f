import { checkBucketAccess } from './checkBucketAccess';
import { BucketAccessWish } from './types';

const wish: BucketAccessWish = {
  partition: 'aws',
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  roleSuffix: 'acme-refund-logs',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1a2b',
  notifications: 'selfManaged',
  pantherAwsAccountId: '444455556666',
  region: 'eu-central-1',
  pantherRegion: 'us-east-1',
};

describe('checkBucketAccess', () => {
  it('finds nothing wrong with what is right', () => {
    expect(checkBucketAccess(wish)).toEqual([]);
  });

  it.each<[keyof BucketAccessWish, Partial<BucketAccessWish>, string]>([
    ['awsAccountId', { awsAccountId: '1' }, 'must be 12 digits'],
    ['bucket', { bucket: 's3://acme' }, 'the name of an S3 bucket'],
    ['bucket', { bucket: 'a"\n}' }, 'the name of an S3 bucket'],
    ['roleSuffix', { roleSuffix: '' }, '1 to 39 characters'],
    ['roleSuffix', { roleSuffix: 'a'.repeat(40) }, '1 to 39 characters'],
    ['roleSuffix', { roleSuffix: 'a/b' }, '1 to 39 characters'],
    ['roleSuffix', { roleSuffix: '${a}' }, '1 to 39 characters'],
    ['kmsKey', { kmsKey: 'alias/logs' }, 'the ARN of a key'],
    [
      'kmsKey',
      { kmsKey: 'arn:aws-cn:kms:cn-north-1:111122223333:key/1' },
      'not in the partition aws',
    ],
    ['pantherAwsAccountId', { pantherAwsAccountId: '4444' }, '12 digits'],
    ['region', { region: undefined }, 'give a region'],
    ['region', { region: 'eu' }, 'the id of an AWS region'],
    ['region', { region: 'cn-north-1' }, 'in the partition aws-cn'],
    ['region', { region: 'us-gov-west-1' }, 'in the partition aws-us-gov'],
    ['pantherRegion', { pantherRegion: undefined }, 'give a region'],
  ])('says what is wrong with %s in %j', (field, instead, message) => {
    expect(checkBucketAccess({ ...wish, ...instead })).toEqual([
      { field, message: expect.stringContaining(message) },
    ]);
  });

  it('takes regions of the partition that the bucket is in', () => {
    expect(
      checkBucketAccess({
        ...wish,
        partition: 'aws-cn',
        kmsKey: undefined,
        region: 'cn-north-1',
        pantherRegion: 'cn-northwest-1',
      }),
    ).toEqual([]);
  });

  it.each(['managed', 'none'] as const)(
    'needs no region for %s notifications',
    notifications => {
      expect(
        checkBucketAccess({
          ...wish,
          notifications,
          region: undefined,
          pantherRegion: undefined,
        }),
      ).toEqual([]);
    },
  );
});
