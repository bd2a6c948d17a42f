import { ConflictError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  LogSourceRef,
  PantherApi,
  parseLogSourceRef,
  S3SourceSettings,
} from 'backstage-plugin-panther-common';
import { askBackend } from '../context/askBackend';
import { findConsoleUrl } from '../context/findConsoleUrl';
import { ActionOptions } from '../context/types';
import { writeOnce } from '../context/writeOnce';
import {
  fromPreview,
  fromWritten,
  logFindings,
} from '../context/WrittenSource';
import { describeField } from '../schema/describeField';
import {
  logSourceFields,
  writtenS3SourceFields,
} from '../schema/logSourceFields';
import { readPrefixes } from '../schema/readS3Source';
import { s3SettingsFields } from '../schema/s3SourceFields';
import { withTitles } from '../schema/withTitles';
import { examples } from './s3SourceUpdate.examples';

const ID = 'panther:s3Source:update';

/** Changes what is given of an S3 log source's settings; what is not given stays. */
export function createS3SourceUpdateAction({ panther }: ActionOptions) {
  return withTitles(
    createTemplateAction({
      id: ID,
      description:
        'Changes settings of an S3 log source in Panther. What is not given stays as it is.',
      examples,
      supportsDryRun: true,
      schema: {
        input: {
          logSourceRef: logSourceFields.logSourceRef,
          revision: z =>
            z
              .string()
              .describe(
                describeField({
                  title: 'Revision',
                  description:
                    'The settings that the change was made to. Where they are others by now, the step fails; without it, they are changed whatever they are.',
                }),
              )
              .optional(),
          label: z => s3SettingsFields.label(z).optional(),
          logProcessingRole: z =>
            s3SettingsFields.logProcessingRole(z).optional(),
          prefixes: z => s3SettingsFields.prefixes(z).optional(),
          logStreamType: z => s3SettingsFields.logStreamType(z).optional(),
          logStreamTypeOptions: z =>
            s3SettingsFields.logStreamTypeOptions(z).optional(),
          managedBucketNotifications: z =>
            s3SettingsFields.managedBucketNotifications(z).optional(),
          kmsKey: z => s3SettingsFields.kmsKey(z).optional(),
        },
        output: {
          ...writtenS3SourceFields,
          changes: z =>
            z.array(z.string()).describe(
              describeField({
                title: 'Changes',
                description:
                  'What became different, as sentences; empty where it was so already.',
              }),
            ),
        },
      },
      async handler(ctx) {
        const { logSourceRef, revision, prefixes, ...given } = ctx.input;
        const ref = parseLogSourceRef(logSourceRef);
        const changed = {
          ...given,
          ...(prefixes && { prefixes: readPrefixes(prefixes) }),
        };
        const consoleUrl = await findConsoleUrl(ctx, {
          panther,
          instance: ref.instance,
        });
        const change = { ref, changed, revision };
        const updated = ctx.isDryRun
          ? fromPreview(
              ref,
              await askBackend(ctx, { panther }, (client, options) =>
                preview(client, { ...change, ...options }),
              ),
            )
          : await writeOnce(ctx, {
              panther,
              actionId: ID,
              write: (client, { signal }) =>
                update(client, { ...change, signal }),
              keep: fromWritten,
            });
        logFindings(ctx, updated);
        ctx.output('logSourceRef', updated.logSourceRef);
        ctx.output('instance', updated.instance);
        ctx.output('integrationId', updated.integrationId);
        ctx.output('label', updated.label);
        ctx.output('revision', updated.revision);
        ctx.output('consoleUrl', consoleUrl);
        ctx.output('changes', updated.changes);
        ctx.output('warnings', updated.warnings);
      },
    }),
  );
}

interface Change {
  ref: LogSourceRef;
  changed: Partial<S3SourceSettings>;
  revision?: string;
  signal?: AbortSignal;
}

/** Panther replaces every setting, so those that are to stay are sent along. */
async function readWanted(
  client: PantherApi,
  { ref, changed, signal }: Change,
): Promise<{ settings: S3SourceSettings; revision: string }> {
  const { settings, revision } = await client.getS3Source(ref, { signal });
  if (revision === undefined) {
    throw new NotFoundError(
      `The log source '${settings.label}' is not in Panther any more; make it again before it is changed.`,
    );
  }
  const { awsAccountId: _account, bucket: _bucket, ...current } = settings;
  return { settings: { ...current, ...changed }, revision };
}

async function update(client: PantherApi, change: Change) {
  const { settings, revision } = await readWanted(client, change);
  return client.updateS3Source(change.ref, settings, {
    signal: change.signal,
    revision: change.revision ?? revision,
  });
}

/** Refuses what the change itself would be refused for. */
async function preview(client: PantherApi, change: Change) {
  const { ref, signal } = change;
  const { settings } = await readWanted(client, change);
  const previewed = await client.previewS3SourceUpdate(ref, settings, {
    signal,
  });
  const madeTo = change.revision ?? previewed.revision;
  if (previewed.changes.length && madeTo !== previewed.revision) {
    throw new ConflictError(
      `The settings of the log source '${previewed.request.label}' are not those of the given revision any more, so the change would be refused; make it to what they are now.`,
    );
  }
  return previewed;
}
