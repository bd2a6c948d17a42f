import { InputError } from '@backstage/errors';
import {
  LogSourceRef,
  PantherApi,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { PreviewedWrite } from './previewToken';

/** What an assistant may give of an S3 source. */
export interface S3SourceFields extends Partial<S3SourceSettings> {
  awsAccountId?: string;
  bucket?: string;
}

const NEEDED = [
  'awsAccountId',
  'bucket',
  'label',
  'logProcessingRole',
] as const;

/** A new S3 source with the defaults of what is not given. */
export function toNewSource(fields: S3SourceFields): S3SourceInput {
  const { awsAccountId, bucket, label, logProcessingRole } = fields;
  if (
    awsAccountId === undefined ||
    bucket === undefined ||
    label === undefined ||
    logProcessingRole === undefined
  ) {
    const missing = NEEDED.filter(name => fields[name] === undefined);
    throw new InputError(
      `A new S3 log source needs ${missing.join(
        ', ',
      )} too; give a logSourceRef instead to change one that is there.`,
    );
  }
  return {
    awsAccountId,
    bucket,
    label,
    logProcessingRole,
    logStreamType: fields.logStreamType ?? 'Auto',
    logStreamTypeOptions: fields.logStreamTypeOptions,
    managedBucketNotifications: fields.managedBucketNotifications ?? true,
    prefixes: fields.prefixes ?? [
      { prefix: '', logTypes: [], excludedPrefixes: [] },
    ],
    kmsKey: fields.kmsKey,
  };
}

/** What making an S3 source would do, as its token holds it. */
export async function previewNew(
  client: PantherApi,
  instance: string,
  source: S3SourceInput,
  options: { idempotencyKey?: string },
): Promise<{ preview: S3SourcePreview; previewed: PreviewedWrite }> {
  const preview = await client.previewNewS3Source(instance, source, options);
  return {
    preview,
    previewed: toPreviewed({ operation: 'create', target: instance }, preview),
  };
}

/** What changing an S3 source would do; what is not given stays as it is in Panther now. */
export async function previewChange(
  client: PantherApi,
  ref: LogSourceRef,
  fields: Partial<S3SourceSettings>,
): Promise<{
  settings: S3SourceSettings;
  revision: string;
  preview: S3SourcePreview;
  previewed: PreviewedWrite;
}> {
  const { settings: current } = await client.getS3Source(ref);
  const settings: S3SourceSettings = {
    label: fields.label ?? current.label,
    logProcessingRole: fields.logProcessingRole ?? current.logProcessingRole,
    logStreamType: fields.logStreamType ?? current.logStreamType,
    logStreamTypeOptions:
      fields.logStreamTypeOptions ?? current.logStreamTypeOptions,
    managedBucketNotifications:
      fields.managedBucketNotifications ?? current.managedBucketNotifications,
    prefixes: fields.prefixes ?? current.prefixes,
    kmsKey: fields.kmsKey ?? current.kmsKey,
  };
  const preview = await client.previewS3SourceUpdate(ref, settings);
  const { revision } = preview;
  if (revision === undefined) {
    throw new Error('The preview of a change came without a revision');
  }
  const target = stringifyLogSourceRef(ref);
  return {
    settings,
    revision,
    preview,
    previewed: toPreviewed({ operation: 'update', target }, preview),
  };
}

function toPreviewed(
  write: Pick<PreviewedWrite, 'operation' | 'target'>,
  { request, revision, changes, warnings }: S3SourcePreview,
): PreviewedWrite {
  return { ...write, request, revision, changes, warnings };
}
