import { S3SourceInput } from 'backstage-plugin-panther-common';
import { REFUND_LOGS } from './__testUtils__/setupS3Writes';
import {
  normaliseS3Source,
  toS3SourceInput,
  settingsRevision,
} from './s3Settings';

const revision = settingsRevision(REFUND_LOGS);
const [alb] = REFUND_LOGS.prefixes;
const audit = { prefix: 'audit/', logTypes: ['X', 'Y'], excludedPrefixes: [] };

describe('settingsRevision', () => {
  it.each<[string, Partial<S3SourceInput>]>([
    ['an empty KMS key', { kmsKey: '' }],
    ['a KMS key that is not there', { kmsKey: undefined }],
    ['no options', { logStreamTypeOptions: {} }],
    [
      'options that are empty or off',
      {
        logStreamTypeOptions: {
          jsonArrayEnvelopeField: '',
          retainEnvelopeFields: false,
          xmlRootElement: undefined,
        },
      },
    ],
  ])('takes %s for none', (_, settings) => {
    expect(
      settingsRevision(normaliseS3Source({ ...REFUND_LOGS, ...settings })),
    ).toBe(revision);
  });

  it('takes log types in another order for the same', () => {
    const [first, second] = [
      ['X', 'Y'],
      ['Y', 'X'],
    ].map(logTypes =>
      settingsRevision({ ...REFUND_LOGS, prefixes: [{ ...audit, logTypes }] }),
    );
    expect(first).toBe(second);
  });

  it.each<[string, Partial<S3SourceInput>]>([
    ['account', { awsAccountId: '444455556666' }],
    ['bucket', { bucket: 'acme-other' }],
    ['label', { label: 'refund logs' }],
    ['role', { logProcessingRole: 'role/other' }],
    ['stream type', { logStreamType: 'JSON' }],
    ['options', { logStreamTypeOptions: { xmlRootElement: 'a' } }],
    ['option', { logStreamTypeOptions: { jsonArrayEnvelopeField: 'a' } }],
    ['notifications', { managedBucketNotifications: false }],
    ['KMS key', { kmsKey: 'key/a' }],
    ['exclusions', { prefixes: [{ ...alb!, excludedPrefixes: [] }] }],
    ['log types', { prefixes: [{ ...alb!, logTypes: [] }] }],
    ['prefixes', { prefixes: [alb!, audit] }],
  ])('differs with the %s', (_, settings) => {
    expect(settingsRevision({ ...REFUND_LOGS, ...settings })).not.toBe(
      revision,
    );
  });

  it('differs with the order of prefixes, which may decide between them', () => {
    expect(
      settingsRevision({ ...REFUND_LOGS, prefixes: [audit, alb!] }),
    ).not.toBe(settingsRevision({ ...REFUND_LOGS, prefixes: [alb!, audit] }));
  });
});

describe('toS3SourceInput', () => {
  it('takes what Panther leaves out as its Terraform provider does', () => {
    expect(
      toS3SourceInput({
        integrationId: 'x',
        label: 'Old source',
        awsAccountId: '111122223333',
        bucket: 'acme-old',
        prefixes: [],
      }),
    ).toEqual({
      label: 'Old source',
      awsAccountId: '111122223333',
      bucket: 'acme-old',
      prefixes: [],
      logProcessingRole: '',
      logStreamType: '',
      managedBucketNotifications: false,
    });
  });
});
