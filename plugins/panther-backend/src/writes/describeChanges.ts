import { S3SourceInput, SettingChange } from 'backstage-plugin-panther-common';
import { describePrefixChanges } from './describePrefixChanges';

/**
 * How two settings of an S3 source differ in meaning, in sentences that hold for a change to come as
 * for one that was made. Empty for settings that mean the same.
 */
export function describeChanges(
  before: S3SourceInput,
  after: S3SourceInput,
): SettingChange[] {
  return [
    ...describeFields(before, after),
    ...describeOptions(before, after),
    ...describePrefixChanges(before.prefixes, after.prefixes),
  ];
}

type PlainField = Exclude<
  keyof S3SourceInput,
  'awsAccountId' | 'bucket' | 'logStreamTypeOptions' | 'prefixes'
>;

/** Account and bucket are not here, since they never change. */
const SENTENCES: {
  [Field in PlainField]: (
    before: S3SourceInput[Field],
    after: S3SourceInput[Field],
  ) => string;
} = {
  label: (before, after) => `The label changes from '${before}' to '${after}'.`,
  logProcessingRole: (before, after) =>
    before
      ? `Panther reads the bucket with the role ${after} instead of ${before}.`
      : `Panther reads the bucket with the role ${after}.`,
  kmsKey: (before, after) => {
    if (!after) {
      return `Panther no longer uses the KMS key ${before}, and cannot read what is encrypted with it.`;
    }
    return before
      ? `Panther uses the KMS key ${after} instead of ${before}.`
      : `Panther uses the KMS key ${after}.`;
  },
  managedBucketNotifications: (_, after) =>
    after
      ? "Panther sets up the bucket's notifications itself."
      : "Panther no longer sets up the bucket's notifications itself; somebody else has to.",
  logStreamType: (before, after) =>
    before
      ? `Objects are split into events as ${after} instead of ${before}.`
      : `Objects are split into events as ${after}.`,
};

function describeFields(
  before: S3SourceInput,
  after: S3SourceInput,
): SettingChange[] {
  return [
    ...describeField('label', before, after),
    ...describeField('logProcessingRole', before, after),
    ...describeField('kmsKey', before, after),
    ...describeField('managedBucketNotifications', before, after),
    ...describeField('logStreamType', before, after),
  ];
}

function describeField<Field extends PlainField>(
  field: Field,
  before: S3SourceInput,
  after: S3SourceInput,
): SettingChange[] {
  return before[field] === after[field]
    ? []
    : [
        {
          field,
          message: SENTENCES[field](before[field], after[field]),
          before: before[field],
          after: after[field],
        },
      ];
}

const OPTIONS = [
  'jsonArrayEnvelopeField',
  'retainEnvelopeFields',
  'xmlRootElement',
] as const;

function describeOptions(
  { logStreamTypeOptions: before = {} }: S3SourceInput,
  { logStreamTypeOptions: after = {} }: S3SourceInput,
): SettingChange[] {
  return OPTIONS.flatMap(option => {
    const [was, is] = [before[option], after[option]];
    return was === is
      ? []
      : [
          {
            field: `logStreamTypeOptions.${option}`,
            message: describeOption(option, was, is),
            before: was,
            after: is,
          },
        ];
  });
}

function describeOption(option: string, was: unknown, is: unknown): string {
  if (is === undefined) {
    return `The option ${option} is no longer set; it was ${was}.`;
  }
  return was === undefined
    ? `The option ${option} is set to ${is}.`
    : `The option ${option} changes from ${was} to ${is}.`;
}
