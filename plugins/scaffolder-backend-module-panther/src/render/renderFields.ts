import { describeField } from '../schema/describeField';
import { Zod } from '../schema/types';

/** Where an action that renders files is to put them. */
export const targetPathField = (z: Zod) =>
  z
    .string()
    .describe(
      describeField({
        title: 'Target path',
        description:
          'Folder in the workspace for the files; files there with the same names are replaced.',
      }),
    )
    .default('.')
    .optional();

/** What every action that renders files tells of them. */
export const renderedFilesFields = {
  files: (z: Zod) =>
    z
      .array(
        z.object({
          path: z.string().describe(
            describeField({
              title: 'Path',
              description: 'Where the file is in the workspace.',
            }),
          ),
          content: z
            .string()
            .describe(
              describeField({ title: 'Content', description: 'Its text.' }),
            ),
        }),
      )
      .describe(
        describeField({
          title: 'Files',
          description: 'The files that were rendered, with what is in them.',
        }),
      ),
  archiveUrl: (z: Zod) =>
    z.string().describe(
      describeField({
        title: 'Archive',
        description:
          'A data: URL of a ZIP archive of the files, for a link with which people download them.',
      }),
    ),
};
