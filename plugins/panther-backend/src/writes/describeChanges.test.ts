import { S3SourceInput } from 'backstage-plugin-panther-common';
import { REFUND_LOGS } from './__testUtils__/setupS3Writes';
import { describeChanges } from './describeChanges';

function prefix(
  name: string,
  logTypes: string[] = [],
  excludedPrefixes: string[] = [],
) {
  return { prefix: name, logTypes, excludedPrefixes };
}

function messages(
  before: Partial<S3SourceInput>,
  after: Partial<S3SourceInput>,
): string[] {
  return describeChanges(
    { ...REFUND_LOGS, ...before },
    { ...REFUND_LOGS, ...after },
  ).map(({ message }) => message);
}

describe('describeChanges', () => {
  it('says nothing where nothing differs in meaning', () => {
    expect(
      messages(
        { prefixes: [prefix('a/', ['AWS.ALB', 'AWS.CloudTrail'], ['x', 'y'])] },
        { prefixes: [prefix('a/', ['AWS.CloudTrail', 'AWS.ALB'], ['y', 'x'])] },
      ),
    ).toEqual([]);
  });

  it.each<[string, Partial<S3SourceInput>, Partial<S3SourceInput>, string]>([
    [
      'a new label',
      { label: 'Old' },
      { label: 'New' },
      "The label changes from 'Old' to 'New'.",
    ],
    [
      'another role',
      { logProcessingRole: 'role/a' },
      { logProcessingRole: 'role/b' },
      'Panther reads the bucket with the role role/b instead of role/a.',
    ],
    [
      'a first role',
      { logProcessingRole: '' },
      { logProcessingRole: 'role/b' },
      'Panther reads the bucket with the role role/b.',
    ],
    ['a KMS key', {}, { kmsKey: 'key/b' }, 'Panther uses the KMS key key/b.'],
    [
      'another KMS key',
      { kmsKey: 'key/a' },
      { kmsKey: 'key/b' },
      'Panther uses the KMS key key/b instead of key/a.',
    ],
    [
      'no KMS key any more',
      { kmsKey: 'key/a' },
      {},
      'Panther no longer uses the KMS key key/a, and cannot read what is encrypted with it.',
    ],
    [
      'notifications set up by Panther',
      { managedBucketNotifications: false },
      { managedBucketNotifications: true },
      "Panther sets up the bucket's notifications itself.",
    ],
    [
      'notifications left to others',
      { managedBucketNotifications: true },
      { managedBucketNotifications: false },
      "Panther no longer sets up the bucket's notifications itself; somebody else has to.",
    ],
    [
      'another stream type',
      { logStreamType: 'Auto' },
      { logStreamType: 'JSON' },
      'Objects are split into events as JSON instead of Auto.',
    ],
    [
      'an option',
      {},
      { logStreamTypeOptions: { jsonArrayEnvelopeField: 'Records' } },
      'The option jsonArrayEnvelopeField is set to Records.',
    ],
    [
      'an option with another value',
      { logStreamTypeOptions: { xmlRootElement: 'a' } },
      { logStreamTypeOptions: { xmlRootElement: 'b' } },
      'The option xmlRootElement changes from a to b.',
    ],
    [
      'no option any more',
      { logStreamTypeOptions: { retainEnvelopeFields: true } },
      {},
      'The option retainEnvelopeFields is no longer set; it was true.',
    ],
  ])('tells of %s', (_, before, after, message) => {
    expect(messages(before, after)).toEqual([message]);
  });

  it('tells what would stop and start being parsed under a prefix', () => {
    expect(
      describeChanges(
        { ...REFUND_LOGS, prefixes: [prefix(''), prefix('a/', ['X', 'Y'])] },
        { ...REFUND_LOGS, prefixes: [prefix('', ['Z']), prefix('a/', ['Y'])] },
      ),
    ).toEqual([
      {
        field: 'prefixes.0.logTypes',
        message: 'In the whole bucket, Z is parsed from now on.',
        before: [],
        after: ['Z'],
      },
      {
        field: 'prefixes.1.logTypes',
        message: "Under 'a/', X is no longer parsed.",
        before: ['X', 'Y'],
        after: ['Y'],
      },
    ]);
  });

  it('tells of prefixes that come and go', () => {
    expect(
      messages(
        { prefixes: [prefix('a/', ['X', 'Y']), prefix('b/')] },
        { prefixes: [prefix('c/', ['X', 'Y', 'Z']), prefix('d/')] },
      ),
    ).toEqual([
      "What lies under 'a/' is no longer read: X and Y are no longer parsed there.",
      "What lies under 'b/' is no longer read.",
      "What lies under 'c/' is read and parsed as X, Y and Z.",
      "What lies under 'd/' is read, and none of it is parsed.",
    ]);
  });

  it('tells which prefix reads what another one read, the longest that fits', () => {
    const around = [prefix('', ['W']), prefix('a/', ['X'])];
    const within = prefix('a/b/', ['X', 'Y']);
    expect(
      messages({ prefixes: [...around, within] }, { prefixes: around }),
    ).toEqual([
      "What lies under 'a/b/' is read with 'a/': Y is no longer parsed there.",
    ]);
    expect(
      messages({ prefixes: around }, { prefixes: [...around, within] }),
    ).toEqual([
      "What lies under 'a/b/' is no longer read with 'a/': Y is parsed there from now on.",
    ]);
    expect(
      messages(
        { prefixes: [prefix('', ['W']), prefix('c/', ['X'])] },
        { prefixes: [prefix('', ['W'])] },
      ),
    ).toEqual([
      "What lies under 'c/' is read with the whole bucket: X is no longer parsed there, W is parsed there from now on.",
    ]);
  });

  it('tells what is left out, and what no longer is', () => {
    expect(
      messages(
        { prefixes: [prefix('a/', [], ['a/x/', 'a/y/'])] },
        { prefixes: [prefix('a/', [], ['a/x/', 'a/z/', 'a/*/tmp'])] },
      ),
    ).toEqual([
      "Under 'a/', 'a/y/' is no longer left out.",
      "Under 'a/', 'a/z/' and 'a/*/tmp' are left out.",
    ]);
  });

  it('tells of another order, which may decide between prefixes', () => {
    expect(
      messages(
        { prefixes: [prefix('a/'), prefix('b/'), prefix('c/')] },
        { prefixes: [prefix('b/'), prefix('a/')] },
      ),
    ).toEqual([
      "What lies under 'c/' is no longer read.",
      'The prefixes are in another order.',
    ]);
  });
});
