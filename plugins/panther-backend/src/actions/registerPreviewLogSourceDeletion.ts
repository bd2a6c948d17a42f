import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  describeLinkedEntities,
  describeLogSource,
  readLogSourceRef,
  withReason,
} from './describe';
import { issuePreviewToken, PreviewedWrite } from './previewToken';
import {
  linkedEntitiesFields,
  logSourceRefField,
  logSourceSchema,
} from './schemas';
import {
  DeletionPreview,
  LogSourceRef,
  PantherApi,
} from 'backstage-plugin-panther-common';

export function registerPreviewLogSourceDeletion(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'preview-log-source-deletion',
    title: 'Preview the deletion of a log source',
    description:
      'Tells which log source would be deleted in Panther and which catalog entities are linked to it, and does nothing. Show the person both before anything is deleted; then call delete-log-source with the previewToken.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object({ logSourceRef: logSourceRefField(zod) }),
      output: zod =>
        zod.object({
          previewToken: zod.string(),
          logSource: logSourceSchema(zod),
          ...linkedEntitiesFields(zod),
        }),
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const { preview, previewed } = await previewDeletion(
          client,
          readLogSourceRef(input.logSourceRef),
        );
        return {
          output: {
            previewToken: issuePreviewToken(previewed),
            logSource: describeLogSource(preview.logSource),
            ...describeLinkedEntities(preview.affected),
          },
        };
      }),
  });
}

/** What deleting a log source would do, as its token holds it. */
export async function previewDeletion(
  client: PantherApi,
  ref: LogSourceRef,
): Promise<{ preview: DeletionPreview; previewed: PreviewedWrite }> {
  const preview = await client.previewLogSourceDeletion(ref);
  const { logSource, affected } = preview;
  const { label, type, s3 } = logSource;
  return {
    preview,
    previewed: {
      operation: 'delete',
      target: logSource.ref,
      request: { label, type, bucket: s3?.bucket },
      changes: [],
      warnings: [affected],
    },
  };
}
