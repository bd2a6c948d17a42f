import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  describeChanges,
  describeLinkedEntities,
  describeWarnings,
  readLogSourceRef,
  withReason,
} from './describe';
import {
  previewChange,
  previewNew,
  S3SourceFields,
  toNewSource,
} from './previewS3Writes';
import { issuePreviewToken } from './previewToken';
import {
  linkedEntitiesFields,
  logSourceRefField,
  s3PlaceFields,
  s3SettingsFields,
} from './schemas';

export function registerPreviewS3Source(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'preview-s3-source',
    title: 'Preview a new or changed S3 log source',
    description:
      'Tells what making an S3 log source in Panther would do, or changing the one of a logSourceRef, and does nothing. Show the person its changes and warnings before anything is written; then call create-s3-source or update-s3-source with the same input and the previewToken.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => {
        const { awsAccountId, bucket } = s3PlaceFields(zod);
        return zod.object({
          logSourceRef: logSourceRefField(zod)
            .optional()
            .describe(
              'Of the S3 log source to change; leave out for a new one',
            ),
          instance: zod
            .string()
            .optional()
            .describe(
              'Id of the Panther instance of a new one; default by default',
            ),
          awsAccountId: awsAccountId
            .optional()
            .describe('Needed for a new one: the 12 digits of its AWS account'),
          bucket: bucket
            .optional()
            .describe('Needed for a new one: the name of its S3 bucket'),
          ...s3SettingsFields(zod),
        });
      },
      output: zod =>
        zod.object({
          operation: zod.enum(['create', 'update']),
          previewToken: zod.string(),
          request: zod
            .record(zod.unknown())
            .describe('What Panther would be asked for'),
          changes: zod
            .array(zod.string())
            .describe('What would become different; empty for a new one'),
          warnings: zod.array(zod.string()),
          ...linkedEntitiesFields(zod),
        }),
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const { logSourceRef, instance, ...fields } = input;
        const client = panther.getClient({ credentials });
        const isNew = logSourceRef === undefined;
        if (!isNew) {
          refusePlace({ instance, ...fields });
        }
        const { preview, previewed } = isNew
          ? await previewNew(
              client,
              instance ?? DEFAULT_INSTANCE,
              toNewSource(fields),
              {},
            )
          : await previewChange(client, readLogSourceRef(logSourceRef), fields);
        return {
          output: {
            operation: isNew ? ('create' as const) : ('update' as const),
            previewToken: issuePreviewToken(previewed),
            request: { ...preview.request },
            changes: describeChanges(preview.changes),
            warnings: describeWarnings(preview.warnings),
            ...describeLinkedEntities(preview.affected),
          },
        };
      }),
  });
}

function refusePlace(fields: S3SourceFields & { instance?: string }): void {
  const place = (['instance', 'awsAccountId', 'bucket'] as const).filter(
    name => fields[name] !== undefined,
  );
  if (place.length) {
    throw new InputError(
      `A log source stays where it is, so that ${place.join(
        ', ',
      )} cannot be given with logSourceRef; leave out the one or the other.`,
    );
  }
}
