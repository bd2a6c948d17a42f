import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { pantherLogSourceCreatePermission } from 'backstage-plugin-panther-common';
import { PantherService } from 'backstage-plugin-panther-node';
import { describeWritten, withReason } from './describe';
import { previewNew, toNewSource } from './previewS3Writes';
import { expectStillTrue, toIdempotencyKey } from './previewToken';
import {
  instanceField,
  previewTokenField,
  s3PlaceFields,
  s3SettingsFields,
  writtenS3SourceSchema,
} from './schemas';

const PREVIEW = 'preview-s3-source';

export function registerCreateS3Source(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'create-s3-source',
    title: 'Make an S3 log source',
    description:
      'Makes an S3 log source in Panther, which then reads a bucket. Call preview-s3-source with the same input first, show the person what it says, and give its previewToken. One preview makes one log source, however often this is called.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: pantherLogSourceCreatePermission,
    schema: {
      input: zod => {
        const settings = s3SettingsFields(zod);
        return zod.object({
          previewToken: previewTokenField(zod, PREVIEW),
          instance: instanceField(zod),
          ...s3PlaceFields(zod),
          ...settings,
          label: settings.label.unwrap(),
          logProcessingRole: settings.logProcessingRole.unwrap(),
        });
      },
      output: writtenS3SourceSchema,
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const { previewToken, instance, ...fields } = input;
        const client = panther.getClient({ credentials });
        const source = toNewSource(fields);
        const wish = { idempotencyKey: toIdempotencyKey(previewToken) };
        const { preview, previewed } = await previewNew(
          client,
          instance,
          source,
          wish,
        );
        // What was put before has changed what a preview says, and is to be told of again.
        if (!preview.isRepeat) {
          expectStillTrue(previewToken, previewed, PREVIEW);
        }
        const written = await client.createS3Source(instance, source, wish);
        return { output: describeWritten(written) };
      }),
  });
}
