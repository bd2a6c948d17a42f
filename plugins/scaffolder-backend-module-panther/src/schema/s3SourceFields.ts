import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';
import { describeField } from './describeField';
import { Zod } from './types';

/** The settings of an S3 log source that can be changed later, none of which has a default. */
export const s3SettingsFields = {
  label: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Label',
        description:
          'What Panther calls the log source: letters, digits, spaces and hyphens, at most 32.',
      }),
    ),
  logProcessingRole: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Role',
        description:
          'ARN of the IAM role with which Panther reads the bucket; panther:iamRole:render renders one.',
      }),
    ),
  prefixes: (z: Zod) =>
    z
      .array(
        z.object({
          prefix: z
            .string()
            .describe(
              describeField({
                title: 'Prefix',
                description:
                  'How the keys of the objects begin; empty for the whole bucket.',
              }),
            )
            .optional(),
          logTypes: z
            .array(z.string())
            .describe(
              describeField({
                title: 'Log types',
                description:
                  'The kinds of log under the prefix, such as AWS.ALB; none where they are to be chosen in Panther later.',
              }),
            )
            .optional(),
          excludedPrefixes: z
            .array(z.string())
            .describe(
              describeField({
                title: 'Excluded prefixes',
                description:
                  'How the keys of objects begin that Panther is to leave out; * stands for any text.',
              }),
            )
            .optional(),
        }),
      )
      .describe(
        describeField({
          title: 'Prefixes',
          description:
            'What of the bucket Panther reads, and as which log types.',
        }),
      ),
  logStreamType: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Stream type',
        description:
          'How Panther splits an object into events: Auto, Lines, JSON, JsonArray, CloudWatchLogs or XML.',
      }),
    ),
  logStreamTypeOptions: (z: Zod) =>
    z
      .object({
        jsonArrayEnvelopeField: z
          .string()
          .describe(
            describeField({
              title: 'JSON array field',
              description:
                'For JsonArray: the field that holds the array of events.',
            }),
          )
          .optional(),
        retainEnvelopeFields: z
          .boolean()
          .describe(
            describeField({
              title: 'Keep envelope',
              description:
                'For CloudWatchLogs: whether events keep the fields around them.',
            }),
          )
          .optional(),
        xmlRootElement: z
          .string()
          .describe(
            describeField({
              title: 'XML root element',
              description: 'For XML: the element that holds the events.',
            }),
          )
          .optional(),
      })
      .describe(
        describeField({
          title: 'Stream type options',
          description: 'What some stream types want to know besides.',
        }),
      ),
  managedBucketNotifications: (z: Zod) =>
    z.boolean().describe(
      describeField({
        title: 'Panther manages notifications',
        description:
          'Whether Panther sets up itself that it is told of new objects in the bucket.',
      }),
    ),
  kmsKey: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'KMS key',
        description:
          'ARN of the KMS key with which the bucket is encrypted; empty where it is not.',
      }),
    ),
};

/** What a new S3 log source is asked for with; account and bucket cannot be changed later. */
export const s3SourceFields = {
  instance: (z: Zod) =>
    z
      .string()
      .describe(
        describeField({
          title: 'Panther instance',
          description:
            'Id of a Panther tenant that the portal is configured with.',
        }),
      )
      .default(DEFAULT_INSTANCE)
      .optional(),
  awsAccountId: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'AWS account',
        description: 'The 12 digits of the AWS account that owns the bucket.',
      }),
    ),
  bucket: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Bucket',
        description: 'Name of the S3 bucket that holds the logs.',
      }),
    ),
  label: s3SettingsFields.label,
  logProcessingRole: s3SettingsFields.logProcessingRole,
  prefixes: (z: Zod) =>
    s3SettingsFields
      .prefixes(z)
      .default([{ prefix: '', logTypes: [], excludedPrefixes: [] }])
      .optional(),
  logStreamType: (z: Zod) =>
    s3SettingsFields.logStreamType(z).default('Auto').optional(),
  logStreamTypeOptions: (z: Zod) =>
    s3SettingsFields.logStreamTypeOptions(z).optional(),
  managedBucketNotifications: (z: Zod) =>
    s3SettingsFields.managedBucketNotifications(z).default(true).optional(),
  kmsKey: (z: Zod) => s3SettingsFields.kmsKey(z).optional(),
};
