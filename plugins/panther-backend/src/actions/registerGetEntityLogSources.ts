import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  describeFreshness,
  describeLogSource,
  readEntityRef,
  withReason,
} from './describe';
import { freshnessSchema, logSourceSchema } from './schemas';

export function registerGetEntityLogSources(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'get-entity-log-sources',
    title: 'Get the Panther log sources of a catalog entity',
    description:
      'Tells which Panther log sources a catalog entity is linked to and how they are doing. What could not be found, may not be seen or could not be looked up says so; buckets that the entity declares and that nothing reads are named.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          entityRef: zod
            .string()
            .describe(
              'Such as component:default/checkout-api; without kind and namespace, a component of the namespace default',
            ),
        }),
      output: zod =>
        zod.object({
          entityRef: zod.string(),
          links: zod.array(
            zod.object({
              logSourceRef: zod.string().optional(),
              origin: zod
                .enum(['annotation', 'bucket', 'portal'])
                .describe('Where the link comes from'),
              state: zod
                .enum(['found', 'gone', 'hidden', 'unknown', 'unavailable'])
                .describe(
                  'gone: not in Panther any more; hidden: you may not see it; unknown: Panther never had it; unavailable: Panther could not be read',
                ),
              message: zod
                .string()
                .optional()
                .describe('For a link that is not found, why, and what to do'),
              logSource: logSourceSchema(zod).optional(),
            }),
          ),
          unmatchedBuckets: zod
            .array(zod.string())
            .describe('A sentence on each declared bucket that nothing reads'),
          freshness: zod.array(freshnessSchema(zod)),
        }),
    },
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const answer = await client.getEntityLogSources(
          readEntityRef(input.entityRef),
        );
        return {
          output: {
            entityRef: answer.entityRef,
            links: answer.links.map(
              ({ logSourceRef, origin, state, message, logSource }) => ({
                logSourceRef,
                origin,
                state,
                message,
                logSource: logSource && describeLogSource(logSource),
              }),
            ),
            unmatchedBuckets: (answer.unmatchedBuckets ?? []).map(
              ({ message }) => message,
            ),
            freshness: answer.freshness.map(describeFreshness),
          },
        };
      }),
  });
}
