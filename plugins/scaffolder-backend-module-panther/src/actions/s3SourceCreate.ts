import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { askBackend } from '../context/askBackend';
import { DRY_RUN_ID } from '../context/dryRunId';
import { findConsoleUrl } from '../context/findConsoleUrl';
import { ActionOptions } from '../context/types';
import { writeOnce } from '../context/writeOnce';
import {
  fromPreview,
  fromWritten,
  logFindings,
} from '../context/WrittenSource';
import { writtenS3SourceFields } from '../schema/logSourceFields';
import { readS3Source } from '../schema/readS3Source';
import { s3SourceFields } from '../schema/s3SourceFields';
import { withTitles } from '../schema/withTitles';
import { examples } from './s3SourceCreate.examples';

const ID = 'panther:s3Source:create';

/** Makes an S3 log source in Panther, one however often the task is run. */
export function createS3SourceCreateAction({ panther }: ActionOptions) {
  return withTitles(
    createTemplateAction({
      id: ID,
      description: 'Makes an S3 log source in Panther.',
      examples,
      supportsDryRun: true,
      schema: { input: s3SourceFields, output: writtenS3SourceFields },
      async handler(ctx) {
        const { instance, source } = readS3Source(ctx.input);
        const consoleUrl = await findConsoleUrl(ctx, { panther, instance });
        const created = ctx.isDryRun
          ? fromPreview(
              { instance, integrationId: DRY_RUN_ID },
              await askBackend(ctx, { panther }, (client, options) =>
                client.previewNewS3Source(instance, source, options),
              ),
            )
          : await writeOnce(ctx, {
              panther,
              actionId: ID,
              write: (client, options) =>
                client.createS3Source(instance, source, options),
              keep: fromWritten,
            });
        logFindings(ctx, created);
        ctx.output('logSourceRef', created.logSourceRef);
        ctx.output('instance', created.instance);
        ctx.output('integrationId', created.integrationId);
        ctx.output('label', created.label);
        ctx.output('revision', created.revision);
        ctx.output('consoleUrl', consoleUrl);
        ctx.output('warnings', created.warnings);
      },
    }),
  );
}
