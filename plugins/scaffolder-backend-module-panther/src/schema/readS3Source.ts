import {
  DEFAULT_INSTANCE,
  S3SourceInput,
} from 'backstage-plugin-panther-common';

type PrefixInput = Partial<S3SourceInput['prefixes'][number]>;

/** What a step says of a new S3 log source, by `s3SourceFields`. */
export type S3SourceStepInput = Pick<
  S3SourceInput,
  'awsAccountId' | 'bucket' | 'label' | 'logProcessingRole'
> &
  Partial<
    Pick<
      S3SourceInput,
      | 'logStreamType'
      | 'logStreamTypeOptions'
      | 'managedBucketNotifications'
      | 'kmsKey'
    >
  > & { instance?: string; prefixes?: PrefixInput[] };

/** A new S3 log source as a step asks for it, with the defaults that the scaffolder leaves out. */
export function readS3Source(input: S3SourceStepInput): {
  instance: string;
  source: S3SourceInput;
} {
  return {
    instance: input.instance || DEFAULT_INSTANCE,
    source: {
      awsAccountId: input.awsAccountId,
      bucket: input.bucket,
      label: input.label,
      logProcessingRole: input.logProcessingRole,
      prefixes: readPrefixes(input.prefixes ?? [{}]),
      logStreamType: input.logStreamType ?? 'Auto',
      logStreamTypeOptions: input.logStreamTypeOptions,
      managedBucketNotifications: input.managedBucketNotifications ?? true,
      kmsKey: input.kmsKey,
    },
  };
}

/** Prefix rows as a step gives them, with what it left out. */
export function readPrefixes(rows: PrefixInput[]): S3SourceInput['prefixes'] {
  return rows.map(({ prefix, logTypes, excludedPrefixes }) => ({
    prefix: prefix ?? '',
    logTypes: logTypes ?? [],
    excludedPrefixes: excludedPrefixes ?? [],
  }));
}
