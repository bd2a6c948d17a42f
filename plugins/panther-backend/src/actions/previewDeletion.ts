import {
  DeletionPreview,
  LogSourceRef,
  PantherApi,
} from 'backstage-plugin-panther-common';
import { PreviewedWrite } from './previewToken';

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
