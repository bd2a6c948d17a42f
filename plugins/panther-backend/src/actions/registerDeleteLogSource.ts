import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import { expectStillTrue } from './previewToken';
import { logSourceRefField, previewTokenField } from './schemas';
import { readLogSourceRef, withReason } from './describe';
import { previewDeletion } from './registerPreviewLogSourceDeletion';

const PREVIEW = 'preview-log-source-deletion';

export function registerDeleteLogSource(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'delete-log-source',
    title: 'Delete a log source',
    description:
      'Deletes a log source of any type in Panther, which then reads nothing from it any more. Call preview-log-source-deletion first, show the person what it says, and give its previewToken.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          previewToken: previewTokenField(zod, PREVIEW),
          logSourceRef: logSourceRefField(zod),
        }),
      output: zod =>
        zod.object({
          outcome: zod
            .enum(['done', 'unknown'])
            .describe(
              'unknown: Panther did not say whether it did it; call the same again to settle it',
            ),
          message: zod.string().optional(),
          logSourceRef: zod.string().optional(),
          existed: zod
            .boolean()
            .optional()
            .describe('False where Panther had it no more'),
        }),
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const ref = readLogSourceRef(input.logSourceRef);
        const { previewed } = await previewDeletion(client, ref);
        expectStillTrue(input.previewToken, previewed, PREVIEW);
        const deleted = await client.deleteLogSource(ref);
        return {
          output:
            'outcome' in deleted
              ? deleted
              : { outcome: 'done' as const, ...deleted },
        };
      }),
  });
}
