import { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

type FieldSchemas = NonNullable<
  NonNullable<TemplateActionOptions['schema']>['input']
>;

/** The zod that the scaffolder hands to the schema of an action, of the version that it reads. */
export type Zod = Parameters<FieldSchemas[string]>[0];
