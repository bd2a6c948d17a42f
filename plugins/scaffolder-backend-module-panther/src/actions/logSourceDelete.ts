import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { askBackend } from '../context/askBackend';
import { ActionOptions } from '../context/types';
import { writeOnce } from '../context/writeOnce';
import { describeField } from '../schema/describeField';
import { logSourceFields } from '../schema/logSourceFields';
import { withTitles } from '../schema/withTitles';
import { examples } from './logSourceDelete.examples';

const ID = 'panther:logSource:delete';

/** Deletes a log source in Panther; one that is deleted already is no error. */
export function createLogSourceDeleteAction({ panther }: ActionOptions) {
  return withTitles(
    createTemplateAction({
      id: ID,
      description:
        'Deletes a log source of any type in Panther. One that has been deleted already is no error.',
      examples,
      supportsDryRun: true,
      schema: {
        input: { logSourceRef: logSourceFields.logSourceRef },
        output: {
          logSourceRef: logSourceFields.logSourceRef,
          existed: z =>
            z.boolean().describe(
              describeField({
                title: 'Existed',
                description:
                  'Whether Panther still had the log source; false as well where the step is retried after it deleted it.',
              }),
            ),
        },
      },
      async handler(ctx) {
        const ref = parseLogSourceRef(ctx.input.logSourceRef);
        const { existed } = ctx.isDryRun
          ? await askBackend(ctx, { panther }, async (client, options) => {
              const { logSource, affected } =
                await client.previewLogSourceDeletion(ref, options);
              for (const { entityRef } of affected.linkedEntities) {
                ctx.logger.info(`${entityRef} is linked to it.`);
              }
              if (affected.otherLinkedEntities) {
                ctx.logger.info(
                  `${affected.otherLinkedEntities} other entities are linked to it.`,
                );
              }
              return { existed: logSource.status !== 'gone' };
            })
          : await writeOnce(ctx, {
              panther,
              actionId: ID,
              write: (client, { signal }) =>
                client.deleteLogSource(ref, { signal }),
              keep: deleted => ({ existed: deleted.existed }),
            });
        ctx.output('logSourceRef', stringifyLogSourceRef(ref));
        ctx.output('existed', existed);
      },
    }),
  );
}
