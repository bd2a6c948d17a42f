import { checkoutKmsKey } from '../__testUtils__/checkoutAccessLogs';
import { findings } from '../__testUtils__/findings';
import { S3SourceInput } from '../types';

describe('checkS3Source', () => {
  describe('label', () => {
    it.each(['A', '7', 'checkout-logs 2', 'a  b', '-', 'x'.repeat(32)])(
      'may be %p',
      label => {
        expect(findings({ label })).toEqual([]);
      },
    );

    it.each(['', ' ', '\t\n'])('must not be empty, as %p is', label => {
      expect(findings({ label })).toEqual([
        {
          field: 'label',
          message:
            'The label must not be empty; call the log source by what it reads.',
        },
      ]);
    });

    it.each([' Checkout', 'Checkout ', 'Checkout\n', '\u00a0Checkout'])(
      'has no blank around it, as %p has',
      label => {
        expect(findings({ label })).toEqual([
          {
            field: 'label',
            message: 'The label must not begin or end with a blank; remove it.',
          },
        ]);
      },
    );

    it.each([
      'checkout_logs',
      'Kasse & Rechnung',
      'Kassenzugänge',
      'a\tb',
      'a\nb',
      'checkout/logs',
      'checkout.logs',
    ])('has letters, digits, spaces and hyphens only, unlike %p', label => {
      expect(findings({ label })).toEqual([
        {
          field: 'label',
          message:
            'The label may have letters from a to z, digits, spaces and hyphens only; replace what else it has.',
        },
      ]);
    });

    it('has 32 characters at most', () => {
      expect(findings({ label: 'x'.repeat(33) })).toEqual([
        {
          field: 'label',
          message:
            'The label may have 32 characters at most; shorten this one, which has 33.',
        },
      ]);
    });

    it('is told of everything that is wrong with it', () => {
      expect(
        findings({ label: ` ${'_'.repeat(32)}` }).map(({ field }) => field),
      ).toEqual(['label', 'label', 'label']);
    });
  });

  describe('awsAccountId', () => {
    it('may begin with zeros', () => {
      expect(findings({ awsAccountId: '000122223333' })).toEqual([]);
    });

    it.each([
      '',
      '11112222333',
      '1111222233334',
      '1111-2222-3333',
      '11112222333a',
      '١١١١٢٢٢٢٣٣٣٣',
    ])('has 12 digits, unlike %p', awsAccountId => {
      expect(findings({ awsAccountId })).toEqual([
        {
          field: 'awsAccountId',
          message:
            'The AWS account id must be 12 digits, leading zeros included.',
        },
      ]);
    });
  });

  describe('bucket', () => {
    it.each([
      'abc',
      'acme.checkout.logs',
      'x'.repeat(63),
      'Acme_Checkout_Logs',
      'x'.repeat(255),
    ])('may be %p, which is or once was a name for a bucket', bucket => {
      expect(findings({ bucket })).toEqual([]);
    });

    it.each([
      '',
      'ab',
      'x'.repeat(256),
      's3://acme-checkout-logs',
      'arn:aws:s3:::acme-checkout-logs',
      'acme-checkout-logs/alb',
      'acme checkout logs',
      'acme-checkout-lögs',
    ])('is the name of a bucket, unlike %p', bucket => {
      expect(findings({ bucket })).toEqual([
        {
          field: 'bucket',
          message:
            'The bucket must be the name of an S3 bucket, such as acme-logs, without s3:// or arn: in front and without a path.',
        },
      ]);
    });
  });

  describe('logProcessingRole', () => {
    const account = 'arn:aws:iam::111122223333';

    it.each([
      `${account}:role/r`,
      `${account}:role/security/panther/Role_1+=,.@-`,
      `${account}:role/${'r'.repeat(64)}`,
      `${account}:role/${'p'.repeat(510)}/r`,
      'arn:aws-us-gov:iam::111122223333:role/panther',
      'arn:aws-cn:iam::111122223333:role/panther',
      'arn:aws-iso-b:iam::111122223333:role/panther',
      'arn:aws:iam::444455556666:role/in-another-account',
    ])('may be %p', logProcessingRole => {
      expect(findings({ logProcessingRole })).toEqual([]);
    });

    it.each([
      '',
      'panther',
      'arn:aws:iam::11112222333:role/panther',
      'arn:aws:iam:eu-central-1:111122223333:role/panther',
      'arn:gcp:iam::111122223333:role/panther',
      `${account}:user/panther`,
      `${account}:instance-profile/panther`,
      'arn:aws:sts::111122223333:assumed-role/panther/session',
      `${account}:role/`,
      `${account}:role/panther/`,
      `${account}:role/pan ther`,
      `${account}:role/pan\nther`,
      `${account}:role/panthér`,
      `${account}:role/päth/panther`,
      `${account}:role/pa th/panther`,
      `${account}:role/${'r'.repeat(65)}`,
      `${account}:role/${'p'.repeat(511)}/r`,
    ])('is the ARN of a role, unlike %p', logProcessingRole => {
      expect(findings({ logProcessingRole })).toEqual([
        {
          field: 'logProcessingRole',
          message:
            'The role must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/PantherLogProcessingRole-acme.',
        },
      ]);
    });
  });

  describe('kmsKey', () => {
    it.each([
      undefined,
      '',
      checkoutKmsKey,
      'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
      'arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/2b7e1c94',
    ])('may be %p', kmsKey => {
      expect(findings({ kmsKey })).toEqual([]);
    });

    it.each([
      ' ',
      '2b7e1c94-6f0a-4d3b-9a58-e1c4d7f09b62',
      'alias/checkout',
      'arn:aws:kms:eu-central-1:111122223333:alias/checkout',
      'arn:aws:kms:eu-central-1:111122223333:key/',
      'arn:aws:kms:eu-central-1:111122223333:key/2b7e/1c94',
      'arn:aws:kms::111122223333:key/2b7e1c94',
      'arn:aws:kms:eu-central-1:11112222333:key/2b7e1c94',
      'arn:aws:s3:eu-central-1:111122223333:key/2b7e1c94',
      `arn:aws:kms:eu-central-1:111122223333:key/${'2'.repeat(257)}`,
    ])('is the ARN of a key, unlike %p', kmsKey => {
      expect(findings({ kmsKey })).toEqual([
        {
          field: 'kmsKey',
          message: expect.stringMatching(
            /^The KMS key must be the ARN of a key and not of an alias, such as \S+; leave it empty for a bucket without KMS encryption\.$/,
          ),
        },
      ]);
    });
  });

  it.each<[keyof S3SourceInput, string]>([
    ['awsAccountId', '111122223333'],
    ['bucket', 'acme-checkout-logs'],
    ['logProcessingRole', 'arn:aws:iam::111122223333:role/panther'],
    ['kmsKey', checkoutKmsKey],
  ])('has %s without the blanks that were pasted with it', (field, value) => {
    expect(findings({ [field]: ` ${value}\r\n` })).toEqual([
      {
        field,
        message: `There are blanks or line breaks around '${value}'; remove them.`,
      },
    ]);
  });
});
