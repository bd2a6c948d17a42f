import { Entity } from '@backstage/catalog-model';
import { readBucketClaims } from './claims';

function resourceWith(annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'billing-logs', namespace: 'default', annotations },
  };
}

function placesOf(annotations?: Record<string, string>) {
  return readBucketClaims(resourceWith(annotations)).map(
    ({ bucket, prefix }) => `${bucket}|${prefix}`,
  );
}

describe('readBucketClaims', () => {
  it.each([
    ['acme-logs', ['acme-logs|']],
    ['acme-logs/', ['acme-logs|']],
    ['acme-logs/alb/eu', ['acme-logs|alb/eu']],
    [' b , a/x ,', ['b|', 'a|x']],
    ['a, a/', ['a|']],
    ['/alb', []],
    ['', []],
  ])('reads panther.com/s3-bucket: %j', (value, places) => {
    expect(placesOf({ 'panther.com/s3-bucket': value })).toEqual(places);
  });

  it.each([
    'amazonaws.com/arn',
    'aws.amazon.com/arn',
    'amazon.com/s3-bucket-arn',
  ])('reads an S3 ARN in %s', annotation => {
    expect(placesOf({ [annotation]: 'arn:aws:s3:::acme-logs' })).toEqual([
      'acme-logs|',
    ]);
  });

  it.each([
    ['arn:aws:s3:::acme-logs/alb/', ['acme-logs|alb/']],
    ['arn:aws-us-gov:s3:::acme-logs', ['acme-logs|']],
    ['arn:aws-cn:s3:::acme-logs/alb/*', ['acme-logs|alb/']],
    ['arn:aws:s3:::*', []],
    ['arn:aws:s3:::acme-*', []],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/logs', []],
    ['arn:aws:rds:eu-west-1:111122223333:db:orders', []],
  ])('reads of the ARN %s the bucket and the prefix', (arn, places) => {
    expect(placesOf({ 'aws.amazon.com/arn': arn })).toEqual(places);
  });

  it('says where it read a bucket, the annotation of our own before an ARN', () => {
    expect(
      readBucketClaims(
        resourceWith({
          'amazonaws.com/arn': 'arn:aws:s3:::acme-logs',
          'panther.com/s3-bucket': 'acme-logs',
        }),
      ),
    ).toEqual([
      {
        bucket: 'acme-logs',
        prefix: '',
        evidence: {
          entityRef: 'resource:default/billing-logs',
          annotation: 'panther.com/s3-bucket',
          value: 'acme-logs',
        },
      },
    ]);
  });

  it('finds a hundred at most', () => {
    const many = Array.from({ length: 101 }, (_, index) => `acme-${index}`);
    expect(placesOf({ 'panther.com/s3-bucket': many.join(', ') })).toHaveLength(
      100,
    );
  });

  it('finds none where there are no annotations', () => {
    expect(placesOf()).toEqual([]);
  });
});
