import {
  checkoutAccessLogs,
  checkoutKmsKey,
} from '../__testUtils__/checkoutAccessLogs';
import { S3SourceInput } from '../types';
import { checkS3Source } from './checkS3Source';
import { S3_STREAM_TYPES } from './checkStreamType';

type Prefix = S3SourceInput['prefixes'][number];

const logTypes = ['AWS.ALB', 'AWS.CloudTrail', 'AWS.S3ServerAccess'];

/** The findings on an S3 source of which something is different. */
function findings(
  instead: Partial<S3SourceInput>,
  current?: S3SourceInput,
): { field: string; message: string }[] {
  return checkS3Source(checkoutAccessLogs(instead), { logTypes, current });
}

/** The findings on an S3 source with these prefixes, which have log types. */
function prefixFindings(...prefixes: Partial<Prefix>[]) {
  return findings({ prefixes: prefixes.map(toPrefix) });
}

function toPrefix(prefix: Partial<Prefix>): Prefix {
  return { prefix: '', logTypes: ['AWS.ALB'], excludedPrefixes: [], ...prefix };
}

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

  describe('prefixes', () => {
    it.each([
      '',
      'alb',
      'alb/',
      'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/file-0',
      'with blanks in it/',
      'Zugänge/日本/',
      'x'.repeat(1024),
      'ä'.repeat(512),
    ])('may have the prefix %p', prefix => {
      expect(prefixFindings({ prefix })).toEqual([]);
    });

    it('may lie within one another', () => {
      expect(
        prefixFindings({ prefix: '' }, { prefix: 'alb' }, { prefix: 'alb/' }),
      ).toEqual([]);
    });

    it('are one at least', () => {
      expect(prefixFindings()).toEqual([
        {
          field: 'prefixes',
          message:
            'At least one prefix is needed; an empty one stands for the whole bucket.',
        },
      ]);
    });

    it('are 500 at most', () => {
      const prefixes = Array.from({ length: 501 }, (_, index) => ({
        prefix: `${index}/`,
      }));
      expect(prefixFindings(...prefixes.slice(1))).toEqual([]);
      expect(prefixFindings(...prefixes)).toEqual([
        {
          field: 'prefixes',
          message:
            'There may be 500 prefixes at most; put some of these 501 together.',
        },
      ]);
    });

    it('are not there twice', () => {
      expect(
        prefixFindings(
          { prefix: 'alb/' },
          { prefix: '' },
          { prefix: 'alb/' },
          { prefix: '' },
        ),
      ).toEqual([
        {
          field: 'prefixes.2.prefix',
          message:
            "The prefix 'alb/' is there twice; put its log types together.",
        },
        {
          field: 'prefixes.3.prefix',
          message:
            'The whole bucket is there twice; put its log types together.',
        },
      ]);
    });

    it.each<[string, string, string]>([
      [
        'begins with a slash',
        '/alb/',
        "The prefix '/alb/' must not begin with a slash, as hardly any key of an S3 object does; leave it out.",
      ],
      [
        'has a wildcard',
        'alb/*/access',
        "The prefix 'alb/*/access' must not have a wildcard; whatever begins with a prefix is read anyway, and wildcards work in excluded prefixes only.",
      ],
      [
        'names the bucket too',
        's3://acme-checkout-logs/alb/',
        "The prefix 's3://acme-checkout-logs/alb/' names a bucket too; give only what comes after the bucket and its slash.",
      ],
      [
        'has a line break',
        'alb/\ns3/',
        "The prefix 'alb/\uFFFDs3/' has characters that cannot be seen, such as line breaks; type it anew.",
      ],
      [
        'is longer than a key can be',
        'x'.repeat(1025),
        `The prefix '${'x'.repeat(
          80,
        )}…' has 1025 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
      [
        'has more bytes than a key can have',
        'ä'.repeat(513),
        `The prefix '${'ä'.repeat(
          80,
        )}…' has 1026 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
    ])('have no prefix that %s', (_what, prefix, message) => {
      expect(prefixFindings({}, { prefix })).toEqual([
        { field: 'prefixes.1.prefix', message },
      ]);
    });

    it.each(['\u0000', '\t', '\u007f', '\u200b', '\ufeff', '\u2028', '\ud800'])(
      'have no prefix with the invisible %p',
      character => {
        expect(prefixFindings({ prefix: `alb${character}/` })).toEqual([
          {
            field: 'prefixes.0.prefix',
            message: expect.stringContaining('cannot be seen'),
          },
        ]);
      },
    );
  });

  describe('excluded prefixes', () => {
    it.each([
      'alb/healthcheck/',
      'alb/*/healthcheck',
      '*/healthcheck/',
      'al*healthcheck',
      'alb/**/x',
      's3/elsewhere/',
    ])('may be %p', excluded => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
      ).toEqual([]);
    });

    it('are not empty', () => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: ['alb/x', ''] }),
      ).toEqual([
        {
          field: 'prefixes.0.excludedPrefixes.1',
          message:
            'An excluded prefix must not be empty; fill it in or remove it.',
        },
      ]);
    });

    it('are not there twice under one prefix', () => {
      expect(
        prefixFindings(
          { prefix: '', excludedPrefixes: ['alb/x'] },
          { prefix: 'alb/', excludedPrefixes: ['alb/x', 'alb/y', 'alb/x'] },
        ),
      ).toEqual([
        {
          field: 'prefixes.1.excludedPrefixes.2',
          message: "'alb/x' is excluded twice; remove one of them.",
        },
      ]);
    });

    it.each(['alb/', 'al', '*', 'alb/*', '*b/', 'a*/**'])(
      'leave something of the prefix, unlike %p',
      excluded => {
        expect(
          prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
        ).toEqual([
          {
            field: 'prefixes.0.excludedPrefixes.0',
            message: `Excluding '${excluded}' leaves nothing of the prefix 'alb/'; exclude less, or remove the prefix.`,
          },
        ]);
      },
    );

    it('leave something of the bucket', () => {
      expect(prefixFindings({ excludedPrefixes: ['*'] })).toEqual([
        {
          field: 'prefixes.0.excludedPrefixes.0',
          message:
            "Excluding '*' leaves nothing of the bucket; exclude less, or remove the prefix.",
        },
      ]);
    });

    it.each<[string, string, string]>([
      [
        'have no line break',
        'alb/x\n',
        "The excluded prefix 'alb/x\uFFFD' has characters that cannot be seen, such as line breaks; type it anew.",
      ],
      [
        'are no longer than a key can be',
        `alb/${'ä'.repeat(511)}`,
        `The excluded prefix 'alb/${'ä'.repeat(
          76,
        )}…' has 1026 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
    ])('%s', (_fact, excluded, message) => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
      ).toEqual([{ field: 'prefixes.0.excludedPrefixes.0', message }]);
    });
  });

  describe('log types', () => {
    it('may be none', () => {
      expect(prefixFindings({ logTypes: [] })).toEqual([]);
    });

    it('may be the same under two prefixes', () => {
      expect(
        prefixFindings(
          { prefix: 'alb/', logTypes: ['AWS.ALB'] },
          { prefix: 'alb-old/', logTypes: ['AWS.ALB'] },
        ),
      ).toEqual([]);
    });

    it('are in the tenant', () => {
      expect(
        prefixFindings({}, { prefix: 'a', logTypes: ['AWS.ALB', 'AWS.Elb'] }),
      ).toEqual([
        {
          field: 'prefixes.1.logTypes.1',
          message:
            "Panther has no log type 'AWS.Elb'; choose one of those it has, or make it there first.",
        },
      ]);
    });

    it.each(['aws.alb', 'AWS.Alb', ' AWS.ALB '])(
      'are spelt as in the tenant, unlike %p',
      logType => {
        expect(prefixFindings({ logTypes: [logType] })).toEqual([
          {
            field: 'prefixes.0.logTypes.0',
            message: `Panther writes the log type '${logType}' as 'AWS.ALB'; write it that way.`,
          },
        ]);
      },
    );

    it('may differ in the case of letters only, where they do in the tenant', () => {
      const names = ['Custom.Worker', 'Custom.worker'];
      expect(
        checkS3Source(
          checkoutAccessLogs({ prefixes: [toPrefix({ logTypes: names })] }),
          { logTypes: names },
        ),
      ).toEqual([]);
    });

    it('are not there twice under one prefix', () => {
      expect(
        prefixFindings({ logTypes: ['AWS.ALB', 'AWS.CloudTrail', 'AWS.ALB'] }),
      ).toEqual([
        {
          field: 'prefixes.0.logTypes.2',
          message: "The log type 'AWS.ALB' is there twice; remove one of them.",
        },
      ]);
    });

    it.each(['', ' '])('are not empty, as %p is', logType => {
      const finding = {
        field: 'prefixes.0.logTypes.0',
        message: 'A log type must not be empty; choose one or remove it.',
      };
      const source = checkoutAccessLogs({
        prefixes: [toPrefix({ logTypes: [logType] })],
      });
      expect(checkS3Source(source, { logTypes })).toEqual([finding]);
      expect(checkS3Source(source, {})).toEqual([finding]);
    });

    it('are taken as they are where those of the tenant are not known', () => {
      expect(
        checkS3Source(
          checkoutAccessLogs({
            prefixes: [toPrefix({ logTypes: ['Custom.Worker'] })],
          }),
          {},
        ),
      ).toEqual([]);
    });

    it('have nothing invisible even where those of the tenant are not known', () => {
      expect(
        checkS3Source(
          checkoutAccessLogs({
            prefixes: [toPrefix({ logTypes: ['AWS.ALB\u0000'] })],
          }),
          {},
        ),
      ).toEqual([
        {
          field: 'prefixes.0.logTypes.0',
          message:
            "Panther has no log type 'AWS.ALB\uFFFD'; choose one of those it has, or make it there first.",
        },
      ]);
    });

    it('do not exist in a tenant that has none', () => {
      expect(
        checkS3Source(checkoutAccessLogs(), { logTypes: [] }).map(
          ({ field }) => field,
        ),
      ).toEqual(['prefixes.0.logTypes.0', 'prefixes.1.logTypes.0']);
    });
  });

  describe('logStreamType', () => {
    it.each(S3_STREAM_TYPES)('may be %s', logStreamType => {
      expect(findings({ logStreamType })).toEqual([]);
    });

    it.each(['', 'Text', 'json', 'Auto '])(
      'is one that Panther has, unlike %p',
      logStreamType => {
        expect(findings({ logStreamType })).toEqual([
          {
            field: 'logStreamType',
            message: `'${logStreamType}' is no stream type; choose one of Auto, Lines, JSON, JsonArray, CloudWatchLogs, XML.`,
          },
        ]);
      },
    );
  });

  describe('logStreamTypeOptions', () => {
    const options = {
      jsonArrayEnvelopeField: 'Records',
      retainEnvelopeFields: true,
      xmlRootElement: 'events',
    };
    const streamTypes = {
      jsonArrayEnvelopeField: 'JsonArray',
      retainEnvelopeFields: 'CloudWatchLogs',
      xmlRootElement: 'XML',
    };
    const names = [
      'jsonArrayEnvelopeField',
      'retainEnvelopeFields',
      'xmlRootElement',
    ] as const;
    const pairs = names.flatMap(name =>
      S3_STREAM_TYPES.map(streamType => [name, streamType] as const),
    );

    it.each(pairs.filter(([name, type]) => streamTypes[name] === type))(
      'may have %s for %s',
      (name, logStreamType) => {
        expect(
          findings({
            logStreamType,
            logStreamTypeOptions: { [name]: options[name] },
          }),
        ).toEqual([]);
      },
    );

    it.each(pairs.filter(([name, type]) => streamTypes[name] !== type))(
      'have no %s for %s',
      (name, logStreamType) => {
        expect(
          findings({
            logStreamType,
            logStreamTypeOptions: { [name]: options[name] },
          }),
        ).toEqual([
          {
            field: `logStreamTypeOptions.${name}`,
            message: `${name} only means something for the stream type ${streamTypes[name]}; leave it out for ${logStreamType}.`,
          },
        ]);
      },
    );

    it.each(S3_STREAM_TYPES)('may be empty or off for %s', logStreamType => {
      expect(findings({ logStreamType, logStreamTypeOptions: {} })).toEqual([]);
      expect(
        findings({
          logStreamType,
          logStreamTypeOptions: {
            jsonArrayEnvelopeField: '',
            retainEnvelopeFields: false,
            xmlRootElement: '',
          },
        }),
      ).toEqual([]);
    });

    it.each(['detail.Records', 'log entries', 'a[0].b'])(
      'may have the envelope field %p',
      jsonArrayEnvelopeField => {
        expect(
          findings({
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField },
          }),
        ).toEqual([]);
      },
    );

    it.each([' ', ' Records', 'Records\n', 'Rec\u0000ords'])(
      'have no envelope field such as %p',
      jsonArrayEnvelopeField => {
        expect(
          findings({
            logStreamType: 'JsonArray',
            logStreamTypeOptions: { jsonArrayEnvelopeField },
          }),
        ).toEqual([
          {
            field: 'logStreamTypeOptions.jsonArrayEnvelopeField',
            message:
              'The envelope field must be the path to the array, such as Records, without blanks or line breaks around it; leave it out where the JSON is an array itself.',
          },
        ]);
      },
    );

    it.each(['Events', 'ns:events', '_e.v-1', 'Ereignisübersicht'])(
      'may have the root element %p',
      xmlRootElement => {
        expect(
          findings({
            logStreamType: 'XML',
            logStreamTypeOptions: { xmlRootElement },
          }),
        ).toEqual([]);
      },
    );

    it.each([' ', '<events>', 'events ', '/events', '1st', 'a b', 'a\nb'])(
      'have no root element such as %p',
      xmlRootElement => {
        expect(
          findings({
            logStreamType: 'XML',
            logStreamTypeOptions: { xmlRootElement },
          }),
        ).toEqual([
          {
            field: 'logStreamTypeOptions.xmlRootElement',
            message:
              'The root element must be the name of an XML element, such as events, without angle brackets; leave it out where no element encloses the events.',
          },
        ]);
      },
    );
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
