import {
  checkoutAccessLogs,
  checkoutKmsKey,
} from '../__testUtils__/checkoutAccessLogs';
import { S3SourceInput } from '../types';
import { checkS3Source } from './checkS3Source';
import { warnAboutS3Source } from './warnAboutS3Source';

/** An S3 source that Panther would surprise nobody with, were it not new. */
const encrypted = checkoutAccessLogs({ kmsKey: checkoutKmsKey });

/** The warnings about one field of an S3 source that is to be made. */
function newWarnings(field: string, instead: Partial<S3SourceInput>) {
  return warnAboutS3Source({ ...encrypted, ...instead }, {}).filter(
    finding => finding.field === field,
  );
}

/** The warnings about an S3 source that is to be changed. */
function changeWarnings(
  instead: Partial<S3SourceInput>,
  current: S3SourceInput = encrypted,
) {
  return warnAboutS3Source({ ...current, ...instead }, { current });
}

describe('warnAboutS3Source', () => {
  it('has nothing to say about a source that stays as it is', () => {
    expect(changeWarnings({})).toEqual([]);
    expect(changeWarnings({}, checkoutAccessLogs())).toEqual([]);
    expect(
      changeWarnings({}, checkoutAccessLogs({ bucket: 'Acme_Checkout' })),
    ).toEqual([]);
  });

  it('does not block', () => {
    const source = checkoutAccessLogs({
      bucket: 'Acme_Checkout',
      logProcessingRole: 'arn:aws:iam::444455556666:role/panther',
      prefixes: [
        { prefix: ' alb', logTypes: [], excludedPrefixes: ['elb'] },
        { prefix: ' alb/', logTypes: [], excludedPrefixes: ['/x'] },
      ],
    });
    expect(checkS3Source(source, {})).toEqual([]);
    expect(
      warnAboutS3Source(source, { awsAccountIds: [] }).map(
        ({ field }) => field,
      ),
    ).toEqual([
      'awsAccountId',
      'bucket',
      'logProcessingRole',
      'kmsKey',
      'prefixes.0.prefix',
      'prefixes.0.prefix',
      'prefixes.0.logTypes',
      'prefixes.0.excludedPrefixes.0',
      'prefixes.1.prefix',
      'prefixes.1.logTypes',
      'prefixes.1.excludedPrefixes.0',
      'managedBucketNotifications',
    ]);
  });

  it('does not warn about what is refused anyway', () => {
    const source = checkoutAccessLogs({
      awsAccountId: '1',
      bucket: 's3://acme',
      kmsKey: 'alias/checkout',
      prefixes: [
        { prefix: '/ ', logTypes: ['AWS.ALB'], excludedPrefixes: ['', '/ *'] },
      ],
    });
    expect(
      warnAboutS3Source(source, { awsAccountIds: [] }).map(
        ({ field }) => field,
      ),
    ).toEqual(['logProcessingRole', 'managedBucketNotifications']);
  });

  describe('about the AWS account', () => {
    const warning = {
      field: 'awsAccountId',
      message:
        'No log source that you can see reads from the AWS account 111122223333 yet, and Panther confirms an account\'s notifications only once one does; make the first one in the Panther Console, or its subscription may stay at "pending confirmation".',
    };

    it.each([[[]], [['444455556666']]])(
      'warns that the source is the first one of it, besides %p',
      awsAccountIds => {
        expect(warnAboutS3Source(encrypted, { awsAccountIds })).toContainEqual(
          warning,
        );
      },
    );

    it('has nothing to say where a source reads from it already', () => {
      expect(
        warnAboutS3Source(encrypted, {
          awsAccountIds: ['444455556666', '111122223333'],
        }),
      ).not.toContainEqual(warning);
    });

    it('has nothing to say where it is not known which sources there are', () => {
      expect(warnAboutS3Source(encrypted, {})).not.toContainEqual(warning);
    });

    it('has nothing to say about a source that is there already', () => {
      expect(
        warnAboutS3Source(encrypted, { awsAccountIds: [], current: encrypted }),
      ).toEqual([]);
    });
  });

  describe('about the bucket', () => {
    it.each(['Acme', 'acme_logs', 'acme..logs', '-acme', 'x'.repeat(64)])(
      'warns that no new one can be called %p',
      bucket => {
        expect(newWarnings('bucket', { bucket })).toEqual([
          {
            field: 'bucket',
            message: `Only a bucket from before March 2018 can be called '${bucket}'; check its name.`,
          },
        ]);
      },
    );

    it.each(['abc', 'acme-logs', '1.acme.logs', 'x'.repeat(63)])(
      'has nothing to say about %p',
      bucket => {
        expect(newWarnings('bucket', { bucket })).toEqual([]);
      },
    );
  });

  describe('about the role', () => {
    const foreign = 'arn:aws:iam::444455556666:role/panther';
    const warning = {
      field: 'logProcessingRole',
      message:
        "The role belongs to the AWS account 444455556666 and the bucket does not; the bucket's policy has to let the role read it.",
    };

    it('warns that it is of another account than the bucket', () => {
      expect(
        newWarnings('logProcessingRole', { logProcessingRole: foreign }),
      ).toEqual([warning]);
      expect(changeWarnings({ logProcessingRole: foreign })).toEqual([warning]);
    });

    it('has nothing to say where it is of the same account', () => {
      expect(newWarnings('logProcessingRole', {})).toEqual([]);
    });

    it('has nothing to say where it is the role that there was', () => {
      const current = checkoutAccessLogs({ logProcessingRole: foreign });
      expect(changeWarnings({ label: 'Checkout' }, current)).toEqual([]);
    });
  });

  describe('about KMS', () => {
    it.each([undefined, ''])(
      'warns that no key can be added later to a new source with %p',
      kmsKey => {
        expect(newWarnings('kmsKey', { kmsKey })).toEqual([
          {
            field: 'kmsKey',
            message:
              'Panther may take no KMS key later; if the bucket is encrypted with one, or will be, name it now.',
          },
        ]);
      },
    );

    it('has nothing to say about a new source with a key', () => {
      expect(newWarnings('kmsKey', {})).toEqual([]);
    });

    it.each<[string, string | undefined]>([
      ['none', undefined],
      ['an empty one', ''],
      ['another', checkoutKmsKey.replace('2b7e', '7d3f')],
    ])(
      'warns that Panther may not take up a key where there was %s',
      (_what, kmsKey) => {
        expect(
          changeWarnings(
            { kmsKey: checkoutKmsKey },
            checkoutAccessLogs({ kmsKey }),
          ),
        ).toEqual([
          {
            field: 'kmsKey',
            message:
              'Panther may not take up a KMS key that was not there when the log source was made; if it cannot read the bucket afterwards, make a new log source with the key.',
          },
        ]);
      },
    );

    it.each([undefined, ''])(
      'warns that a key that goes to %p may not come back',
      kmsKey => {
        expect(changeWarnings({ kmsKey })).toEqual([
          {
            field: 'kmsKey',
            message:
              'Without the KMS key, Panther may not read what is encrypted with it, and it may take no key later; remove it only where nothing is encrypted.',
          },
        ]);
      },
    );

    it('takes an empty key for none', () => {
      expect(
        changeWarnings(
          { kmsKey: undefined },
          checkoutAccessLogs({ kmsKey: '' }),
        ),
      ).toEqual([]);
      expect(changeWarnings({ kmsKey: '' }, checkoutAccessLogs())).toEqual([]);
    });
  });

  describe('about notifications', () => {
    const field = 'managedBucketNotifications';
    const infrastructure = {
      field,
      message:
        "Panther will make an SNS topic and change the bucket's notifications in the AWS account of the bucket; the role has to let it.",
    };
    const handwork = {
      field,
      message:
        "Panther will not see to the bucket's notifications; set them up yourself, or no event will arrive.",
    };
    const unmanaged = { ...encrypted, managedBucketNotifications: false };

    it('warns of the infrastructure that Panther makes for a new source', () => {
      expect(newWarnings(field, {})).toEqual([infrastructure]);
    });

    it('warns of the infrastructure that Panther makes once it is switched on', () => {
      expect(
        changeWarnings({ managedBucketNotifications: true }, unmanaged),
      ).toEqual([infrastructure]);
    });

    it('warns that somebody has to set them up for a new source', () => {
      expect(newWarnings(field, { managedBucketNotifications: false })).toEqual(
        [handwork],
      );
    });

    it('warns that somebody has to set them up once it is switched off', () => {
      expect(changeWarnings({ managedBucketNotifications: false })).toEqual([
        handwork,
      ]);
    });

    it('has nothing to say where that stays as it was', () => {
      expect(changeWarnings({ label: 'Checkout' }, unmanaged)).toEqual([]);
    });
  });
});
