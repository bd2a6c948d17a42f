import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PantherService } from 'backstage-plugin-panther-node';
import {
  describeFreshness,
  describeLinkedEntities,
  describeLogSource,
  withReason,
} from './describe';
import {
  booleanField,
  freshnessSchema,
  linkedEntitiesFields,
  logSourceSchema,
} from './schemas';

const SORTS = [
  'label',
  '-label',
  'status',
  '-status',
  'type',
  '-type',
  'lastEventReceivedAt',
  '-lastEventReceivedAt',
  'createdAt',
  '-createdAt',
] as const;

export function registerListLogSources(
  registry: ActionsRegistryService,
  panther: PantherService,
): void {
  registry.register({
    name: 'list-log-sources',
    title: 'List Panther log sources',
    description:
      'Lists the Panther log sources that you may see, those with a problem first, and tells how many there are in all and by status. Values of one filter are alternatives; different filters all have to fit. Log sources that are gone from Panther are only listed when asked for by status. Where nextCursor is in the answer there are more: ask the same with it as cursor.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => {
        const values = () => zod.array(zod.string()).optional();
        return zod.object({
          q: zod
            .string()
            .optional()
            .describe(
              'Text in the label, the id, the type, the bucket or a log type, in any case',
            ),
          status: zod
            .array(zod.enum(['healthy', 'unhealthy', 'silent', 'new', 'gone']))
            .optional()
            .describe('Without it, every status but gone'),
          type: values().describe(
            "Panther's integration types, such as aws-s3",
          ),
          logType: values().describe('Log types, such as AWS.CloudTrail'),
          bucket: values().describe('Names of S3 buckets'),
          awsAccountId: values().describe('AWS accounts, of 12 digits each'),
          instance: values().describe('Ids of Panther instances'),
          owner: values().describe(
            'Refs of groups or users that own a linked entity, such as group:default/team-payments',
          ),
          linked: booleanField(zod)
            .optional()
            .describe('Whether a catalog entity is linked to the log source'),
          permittedTo: zod
            .enum(['update', 'delete'])
            .optional()
            .describe('Only those that you may also do this to'),
          sort: zod
            .enum(SORTS)
            .default('status')
            .describe('With a minus in front, the other way round'),
          limit: zod.coerce.number().int().min(1).max(100).default(20),
          cursor: zod
            .string()
            .optional()
            .describe('nextCursor of an answer to the same question'),
        });
      },
      output: zod =>
        zod.object({
          total: zod
            .number()
            .describe('How many there are, those on other pages included'),
          byStatus: zod
            .record(zod.number())
            .optional()
            .describe(
              'How many there are of each status, whatever the filter by status; on the first page only',
            ),
          items: zod.array(
            logSourceSchema(zod).extend(linkedEntitiesFields(zod)),
          ),
          nextCursor: zod.string().optional(),
          freshness: zod.array(freshnessSchema(zod)),
        }),
    },
    examples: [
      {
        title: 'Which log sources of the payments team have a problem',
        input: {
          owner: ['group:default/team-payments'],
          status: ['unhealthy', 'silent'],
          sort: 'status',
          limit: 20,
        },
      },
    ],
    action: async ({ input, credentials }) =>
      withReason(async () => {
        const client = panther.getClient({ credentials });
        const page = await client.listLogSources(input);
        return {
          output: {
            total: page.total,
            byStatus:
              page.facets &&
              Object.fromEntries(
                page.facets.status.map(({ value, count }) => [value, count]),
              ),
            items: page.items.map(item => ({
              ...describeLogSource(item.logSource),
              ...describeLinkedEntities(item),
            })),
            nextCursor: page.nextCursor,
            freshness: page.freshness.map(describeFreshness),
          },
        };
      }),
  });
}
