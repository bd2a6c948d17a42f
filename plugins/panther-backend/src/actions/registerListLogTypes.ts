import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import { describeFreshness, withReason } from './describe';
import { freshnessSchema, instanceField } from './schemas';

export function registerListLogTypes(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'list-log-types',
    title: 'List Panther log types',
    description:
      'Lists the kinds of log that a Panther instance can parse, by name: what the prefixes of an S3 log source may be read as.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          instance: instanceField(zod),
          q: zod.string().optional().describe('Text in the name, in any case'),
          limit: zod.coerce.number().int().min(1).max(1000).default(100),
        }),
      output: zod =>
        zod.object({
          total: zod
            .number()
            .describe('How many there are, those past the limit included'),
          items: zod.array(
            zod.object({
              name: zod.string(),
              description: zod.string().optional(),
            }),
          ),
          freshness: freshnessSchema(zod),
        }),
    },
    action: async ({ input: { instance, ...query }, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const list = await client.listLogTypes(instance, query);
        return {
          output: {
            total: list.total,
            items: list.items.map(({ name, description }) => ({
              name,
              description,
            })),
            freshness: describeFreshness(list.freshness),
          },
        };
      }),
  });
}
