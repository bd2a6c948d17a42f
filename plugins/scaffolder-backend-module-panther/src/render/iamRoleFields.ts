import { describeField } from '../schema/describeField';
import { s3SourceFields } from '../schema/s3SourceFields';
import { Zod } from '../schema/types';
import { renderedFilesFields, targetPathField } from './renderFields';
import { FORMATS, NOTIFICATIONS, PARTITIONS } from './types';

const regionField =
  (texts: { title: string; description: string }) => (z: Zod) =>
    z.string().describe(describeField(texts)).optional();

/** What the access of Panther to a bucket is asked for with. */
export const iamRoleFields = {
  instance: s3SourceFields.instance,
  format: (z: Zod) =>
    z.enum(FORMATS).describe(
      describeField({
        title: 'Format',
        description: 'What the files are written for.',
      }),
    ),
  awsAccountId: s3SourceFields.awsAccountId,
  bucket: s3SourceFields.bucket,
  partition: (z: Zod) =>
    z
      .enum(PARTITIONS)
      .describe(
        describeField({
          title: 'Partition',
          description:
            'The part of AWS with the bucket: aws, aws-us-gov for GovCloud or aws-cn for China.',
        }),
      )
      .default('aws')
      .optional(),
  roleSuffix: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Suffix of the role',
        description:
          'The role is called PantherLogProcessingRole-<suffix>; the name of the bucket is a good one.',
      }),
    ),
  kmsKey: s3SourceFields.kmsKey,
  notifications: (z: Zod) =>
    z
      .enum(NOTIFICATIONS)
      .describe(
        describeField({
          title: 'Notifications',
          description:
            'Who has Panther told of new objects: Panther itself with the role (managed), files that are rendered besides (selfManaged), or none where that is there already.',
        }),
      )
      .default('managed')
      .optional(),
  pantherAwsAccountId: (z: Zod) =>
    z
      .string()
      .describe(
        describeField({
          title: 'AWS account of Panther',
          description:
            'The 12 digits of the account that the role trusts; left out, it is what the portal is configured with for the instance.',
        }),
      )
      .optional(),
  region: regionField({
    title: 'Region',
    description:
      'AWS region of the bucket, such as eu-central-1; only selfManaged notifications need it.',
  }),
  pantherRegion: regionField({
    title: 'Region of Panther',
    description:
      'AWS region of the Panther instance; only selfManaged notifications need it.',
  }),
  targetPath: targetPathField,
};

/** What is told of a role that has been rendered. */
export const renderedRoleFields = {
  roleArn: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'ARN of the role',
        description:
          'The ARN that the role has once the files are applied, as a log source takes it.',
      }),
    ),
  roleName: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Name of the role',
        description: 'What the role is called in AWS.',
      }),
    ),
  ...renderedFilesFields,
};
