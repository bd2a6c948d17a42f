import { checkoutAccessLogs } from '../__testUtils__/checkoutAccessLogs';
import { checkS3Source } from './checkS3Source';
import { checkS3SourceField } from './checkS3SourceField';

const logTypes = ['AWS.ALB'];

const good = {
  label: 'Checkout access logs',
  awsAccountId: '111122223333',
  bucket: 'acme-checkout-logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-checkout',
  kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d',
} as const;

const bad = {
  label: 'Checkout: access logs, all of them there are',
  awsAccountId: '1111-2222-3333',
  bucket: 's3://acme-checkout-logs',
  logProcessingRole: ' arn:aws:iam::111122223333:role/PantherLogProcessingRole',
  kmsKey: 'alias/checkout',
} as const;

describe('checkS3SourceField', () => {
  const fields = Object.keys(good) as (keyof typeof good)[];

  it.each(fields)('finds nothing wrong with a good %s', field => {
    expect(checkS3SourceField(field, good[field])).toBeUndefined();
  });

  it.each(fields)('says of a bad %s what checkS3Source says first', field => {
    const [first] = checkS3Source(checkoutAccessLogs({ [field]: bad[field] }), {
      logTypes,
    });
    expect(first?.field).toBe(field);
    expect(checkS3SourceField(field, bad[field])).toBe(first?.message);
  });

  it('asks for every field but the KMS key, which a bucket may do without', () => {
    expect(fields.filter(field => checkS3SourceField(field, ''))).toEqual([
      'label',
      'awsAccountId',
      'bucket',
      'logProcessingRole',
    ]);
  });
});
