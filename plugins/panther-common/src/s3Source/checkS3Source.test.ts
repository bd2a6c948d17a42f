import {
  checkoutAccessLogs,
  checkoutKmsKey,
  toPrefix,
} from '../__testUtils__/checkoutAccessLogs';
import { findings } from '../__testUtils__/findings';
import { S3SourceInput } from '../types';

describe('checkS3Source', () => {
  it('finds nothing wrong with a good source', () => {
    expect(findings({})).toEqual([]);
    expect(findings({ kmsKey: checkoutKmsKey })).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    expect(
      findings({
        label: '',
        awsAccountId: '1',
        bucket: 's3://acme-checkout-logs',
        logProcessingRole: 'PantherLogProcessingRole',
        kmsKey: 'alias/checkout',
        logStreamType: 'Text',
        prefixes: [
          toPrefix({
            prefix: '/alb',
            logTypes: ['AWS.Alb'],
            excludedPrefixes: [''],
          }),
        ],
      }).map(({ field }) => field),
    ).toEqual([
      'label',
      'awsAccountId',
      'bucket',
      'logProcessingRole',
      'kmsKey',
      'prefixes.0.prefix',
      'prefixes.0.excludedPrefixes.0',
      'prefixes.0.logTypes.0',
      'logStreamType',
    ]);
  });

  describe('for a source that is to be changed', () => {
    it.each<[string, Partial<S3SourceInput>]>([
      ['a label', { label: ' checkout_access_logs_of_eu_central_1' }],
      ['a bucket', { bucket: 'a' }],
      ['an account', { awsAccountId: '1111222233334' }],
      ['a role', { logProcessingRole: 'panther' }],
      ['a key', { kmsKey: 'alias/checkout' }],
      ['a stream type', { logStreamType: 'Parquet' }],
      [
        'options',
        {
          logStreamTypeOptions: {
            jsonArrayEnvelopeField: 'Records',
            xmlRootElement: '<events>',
          },
        },
      ],
      [
        'an envelope field',
        {
          logStreamType: 'JsonArray',
          logStreamTypeOptions: { jsonArrayEnvelopeField: ' Records' },
        },
      ],
      [
        'a root element',
        {
          logStreamType: 'XML',
          logStreamTypeOptions: { xmlRootElement: '<events>' },
        },
      ],
      ['a prefix', { prefixes: [toPrefix({ prefix: '/alb/*' })] }],
      [
        'an excluded prefix',
        { prefixes: [toPrefix({ prefix: 'alb/', excludedPrefixes: ['*'] })] },
      ],
      [
        'a log type that the tenant has archived',
        { prefixes: [toPrefix({ logTypes: ['AWS.OldALB'] })] },
      ],
    ])('lets %s stay that a new source may not have', (_what, instead) => {
      const current = checkoutAccessLogs(instead);
      expect(findings(instead)).not.toEqual([]);
      expect(findings(instead, current)).toEqual([]);
    });

    it('checks what differs from what it is now', () => {
      const current = checkoutAccessLogs({
        label: 'checkout_logs',
        logProcessingRole: 'panther',
        kmsKey: 'alias/checkout',
        logStreamType: 'Parquet',
        prefixes: [
          toPrefix({
            prefix: '/alb/',
            logTypes: ['AWS.OldALB'],
            excludedPrefixes: ['*'],
          }),
        ],
      });
      expect(
        findings(
          {
            label: 'checkout_log',
            logProcessingRole: 'panthera',
            kmsKey: 'alias/checkout-2',
            logStreamType: 'Avro',
            prefixes: [
              toPrefix({
                prefix: '/alb2/',
                logTypes: ['AWS.OlderALB'],
                excludedPrefixes: ['*'],
              }),
            ],
          },
          current,
        ).map(({ field }) => field),
      ).toEqual([
        'label',
        'logProcessingRole',
        'kmsKey',
        'prefixes.0.prefix',
        'prefixes.0.excludedPrefixes.0',
        'prefixes.0.logTypes.0',
        'logStreamType',
      ]);
    });

    it('lets a log type of its own move to another prefix', () => {
      const current = checkoutAccessLogs({
        prefixes: [toPrefix({ prefix: 'alb/', logTypes: ['AWS.OldALB'] })],
      });
      expect(
        findings(
          {
            prefixes: [toPrefix({ prefix: 'elb/', logTypes: ['AWS.OldALB'] })],
          },
          current,
        ),
      ).toEqual([]);
    });

    it('does not let an option stay for another stream type', () => {
      const current = checkoutAccessLogs({
        logStreamType: 'JsonArray',
        logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' },
      });
      expect(
        findings({ ...current, logStreamType: 'JSON' }, current).map(
          ({ field }) => field,
        ),
      ).toEqual(['logStreamTypeOptions.jsonArrayEnvelopeField']);
    });

    it('still wants what Panther cannot do without', () => {
      const empty = {
        label: '',
        logProcessingRole: '',
        logStreamType: '',
        prefixes: [],
      };
      expect(
        findings(empty, checkoutAccessLogs(empty)).map(({ field }) => field),
      ).toEqual(['label', 'logProcessingRole', 'prefixes', 'logStreamType']);
    });

    it('still wants no prefix twice', () => {
      const twice = { prefixes: [toPrefix({}), toPrefix({})] };
      expect(
        findings(twice, checkoutAccessLogs(twice)).map(({ field }) => field),
      ).toEqual(['prefixes.1.prefix']);
    });

    it('takes no other account and no other bucket', () => {
      expect(
        findings(
          { awsAccountId: '444455556666', bucket: 'acme-billing-logs' },
          checkoutAccessLogs(),
        ),
      ).toEqual([
        {
          field: 'awsAccountId',
          message:
            'This log source stays with the AWS account 111122223333; make a new one for another account.',
        },
        {
          field: 'bucket',
          message:
            'This log source stays with the bucket acme-checkout-logs; make a new one for another bucket.',
        },
      ]);
    });
  });
});
