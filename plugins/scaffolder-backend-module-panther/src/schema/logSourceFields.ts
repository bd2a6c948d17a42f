import { describeField } from './describeField';
import { Zod } from './types';

/** Fields about one log source that several actions take or give. */
export const logSourceFields = {
  logSourceRef: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Log source',
        description:
          'Ref of the log source, <instance>:<integrationId>; the instance may be left out where it is default.',
      }),
    ),
  consoleUrl: (z: Zod) =>
    z
      .string()
      .describe(
        describeField({
          title: 'Panther Console',
          description:
            'Where the Panther Console of the instance is, where it is configured.',
        }),
      )
      .optional(),
};

/** What is told of an S3 log source that has just been written. */
export const writtenS3SourceFields = {
  logSourceRef: logSourceFields.logSourceRef,
  instance: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Panther instance',
        description: 'Id of the Panther tenant that has the log source.',
      }),
    ),
  integrationId: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Integration id',
        description: "Panther's id of the log source.",
      }),
    ),
  label: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Label',
        description: 'What Panther calls the log source.',
      }),
    ),
  revision: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Revision',
        description:
          'Names the settings as they are now, for a panther:s3Source:update that is to change these and no later ones.',
      }),
    ),
  consoleUrl: logSourceFields.consoleUrl,
  warnings: (z: Zod) =>
    z.array(z.string()).describe(
      describeField({
        title: 'Warnings',
        description: 'What may surprise, as sentences.',
      }),
    ),
};
