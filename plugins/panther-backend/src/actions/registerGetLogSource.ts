import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  describeFreshness,
  describeLinkedEntities,
  describeLogSource,
  readLogSourceRef,
  withReason,
} from './describe';
import {
  freshnessSchema,
  linkedEntitiesFields,
  logSourceRefField,
  logSourceSchema,
} from './schemas';

export function registerGetLogSource(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'get-log-source',
    title: 'Get a Panther log source',
    description:
      'Tells of one Panther log source how it is doing, what it reads and which catalog entities are linked to it.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object({ logSourceRef: logSourceRefField(zod) }),
      output: zod =>
        logSourceSchema(zod)
          .extend(linkedEntitiesFields(zod))
          .extend({
            createdAt: zod.string(),
            lastModifiedAt: zod.string().optional(),
            logStreamType: zod.string().optional(),
            prefixes: zod
              .array(
                zod.object({
                  prefix: zod.string().describe('Empty for the whole bucket'),
                  logTypes: zod.array(zod.string()),
                  excludedPrefixes: zod.array(zod.string()),
                }),
              )
              .optional()
              .describe('What is read of the bucket of an S3 source'),
            consoleUrl: zod
              .string()
              .optional()
              .describe('The Panther Console of the instance'),
            freshness: freshnessSchema(zod),
          }),
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const answer = await client.getLogSource(
          readLogSourceRef(input.logSourceRef),
        );
        const { logSource, freshness } = answer;
        return {
          output: {
            ...describeLogSource(logSource),
            ...describeLinkedEntities(answer),
            createdAt: logSource.createdAt,
            lastModifiedAt: logSource.lastModifiedAt,
            logStreamType: logSource.s3?.logStreamType,
            prefixes: logSource.s3?.prefixes,
            consoleUrl: freshness.consoleUrl,
            freshness: describeFreshness(freshness),
          },
        };
      }),
  });
}
