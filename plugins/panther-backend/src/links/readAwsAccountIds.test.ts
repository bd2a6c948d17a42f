import { entity } from './__testUtils__/entity';
import { readAwsAccountIds } from './claims';

function idsOf(annotations: Record<string, string>) {
  return readAwsAccountIds(entity('Resource:a', annotations));
}

describe('readAwsAccountIds', () => {
  it.each([
    'amazonaws.com/account-id',
    'amazon.com/account-id',
    'aws.amazon.com/account-id',
  ])('reads the account in %s', annotation => {
    expect(idsOf({ [annotation]: ' 111122223333 ' })).toEqual(['111122223333']);
  });

  it.each([
    ['a queue', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['a role, which has no region', 'arn:aws:iam::111122223333:role/x'],
    ['another partition', 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:t'],
  ])('reads the account in the ARN of %s', (_, arn) => {
    expect(idsOf({ 'amazonaws.com/arn': arn })).toEqual(['111122223333']);
    expect(idsOf({ 'aws.amazon.com/arn': arn })).toEqual(['111122223333']);
  });

  it.each([
    ['a bucket, which has none', 'arn:aws:s3:::acme-123456789012'],
    ["AWS's own policy", 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['something else', 'urn:x:y:z:111122223333:a'],
  ])('finds no account in the ARN of %s', (_, arn) => {
    expect(idsOf({ 'amazonaws.com/arn': arn })).toEqual([]);
  });

  it('takes only what an account id looks like', () => {
    expect(idsOf({ 'amazonaws.com/account-id': 'production' })).toEqual([]);
    expect(idsOf({ 'amazonaws.com/account-id': '1111222233334' })).toEqual([]);
    expect(idsOf({})).toEqual([]);
  });
});
