import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Of the fields that have a line of text. */
export const textSchema = makeFieldSchema({ output: z => z.string() });

export const instanceSchema = makeFieldSchema({
  output: z => z.string().describe('Id of a Panther instance'),
});

export const logSourceSchema = makeFieldSchema({
  output: z => z.string().describe('Log source ref: <instance>:<id>'),
  uiOptions: z =>
    z.object({
      permittedTo: z
        .enum(['update', 'delete', 'read'])
        .optional()
        .describe(
          'What the person has to be permitted to do to the log source; update, unless it is set',
        ),
      type: z
        .string()
        .optional()
        .describe('Which type of log source to choose from, such as aws-s3'),
    }),
});

export const logTypesSchema = makeFieldSchema({
  output: z => z.array(z.string()).describe('Names of log types'),
  uiOptions: z =>
    z.object({
      instanceField: z
        .string()
        .optional()
        .describe(
          'Name of the field of the form with the id of the instance; instance, unless it is set',
        ),
    }),
});

export const prefixesSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        prefix: z.string(),
        logTypes: z.array(z.string()),
        excludedPrefixes: z.array(z.string()),
      }),
    ),
  uiOptions: z =>
    z.object({
      instanceField: z
        .string()
        .optional()
        .describe(
          'Name of the field of the form with the id of the instance; instance, unless it is set',
        ),
    }),
});

/** While it is filled in, parts of it are missing. */
export const s3SourceChangeSchema = makeFieldSchema({
  output: z =>
    z
      .object({
        logSourceRef: z.string(),
        revision: z.string(),
        label: z.string(),
        prefixes: z.array(
          z.object({
            prefix: z.string(),
            logTypes: z.array(z.string()),
            excludedPrefixes: z.array(z.string()),
          }),
        ),
      })
      .partial(),
});
