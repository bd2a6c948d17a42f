import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { askBackend } from '../context/askBackend';
import { DRY_RUN_ID } from '../context/dryRunId';
import { ActionOptions } from '../context/types';
import { writeOnce } from '../context/writeOnce';
import { describeField } from '../schema/describeField';
import { logSourceFields } from '../schema/logSourceFields';
import { Zod } from '../schema/types';
import { withTitles } from '../schema/withTitles';
import { examples } from './logSourceLink.examples';

const ID = 'panther:logSource:link';

const fields = {
  entityRef: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Entity',
        description:
          'Ref of the catalog entity; a component of the namespace default where kind and namespace are left out.',
      }),
    ),
  logSourceRef: logSourceFields.logSourceRef,
};

/** Links a catalog entity to a log source in the portal; a link that is there already is no error. */
export function createLogSourceLinkAction({ panther }: ActionOptions) {
  return withTitles(
    createTemplateAction({
      id: ID,
      description:
        'Links a catalog entity to a log source in the portal. A link that is there already is no error.',
      examples,
      supportsDryRun: true,
      schema: { input: fields, output: fields },
      async handler(ctx) {
        const entityRef = parseEntityRef(ctx.input.entityRef, {
          defaultKind: 'component',
          defaultNamespace: 'default',
        });
        const ref = parseLogSourceRef(ctx.input.logSourceRef);
        if (ctx.isDryRun) {
          await askBackend(ctx, { panther }, async (client, options) => {
            await client.getEntityLogSources(entityRef, options);
            if (ref.integrationId !== DRY_RUN_ID) {
              await client.getLogSource(ref, options);
            }
          });
        } else {
          await writeOnce(ctx, {
            panther,
            actionId: ID,
            write: async (client, { signal }) => {
              await client.linkLogSource(entityRef, ref, { signal });
              return {};
            },
            keep: () => ({}),
          });
        }
        ctx.output('entityRef', stringifyEntityRef(entityRef));
        ctx.output('logSourceRef', stringifyLogSourceRef(ref));
      },
    }),
  );
}
