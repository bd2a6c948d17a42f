import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import { describeWritten, readLogSourceRef, withReason } from './describe';
import { previewChange } from './previewS3Writes';
import { expectStillTrue } from './previewToken';
import {
  logSourceRefField,
  previewTokenField,
  s3SettingsFields,
  writtenS3SourceSchema,
} from './schemas';

const PREVIEW = 'preview-s3-source';

export function registerUpdateS3Source(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'update-s3-source',
    title: 'Change an S3 log source',
    description:
      'Changes an S3 log source in Panther; what is not given stays as it is. Call preview-s3-source with the same input first, show the person what it says, and give its previewToken.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          previewToken: previewTokenField(zod, PREVIEW),
          logSourceRef: logSourceRefField(zod),
          ...s3SettingsFields(zod),
        }),
      output: writtenS3SourceSchema,
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const { previewToken, logSourceRef, ...fields } = input;
        const client = panther.getClient({ credentials });
        const ref = readLogSourceRef(logSourceRef);
        const { settings, revision, preview, previewed } = await previewChange(
          client,
          ref,
          fields,
        );
        // What is as it is wanted was perhaps made so by this very call, whose answer was lost.
        if (preview.changes.length) {
          expectStillTrue(previewToken, previewed, PREVIEW);
        }
        const written = await client.updateS3Source(ref, settings, {
          revision,
        });
        return { output: describeWritten(written) };
      }),
  });
}
