import { TemplateAction } from '@backstage/plugin-scaffolder-node';

type ActionSchema = TemplateAction['schema'];
type FieldsSchema = NonNullable<ActionSchema>['input'];

/** The action with the titles and descriptions that its fields were given by `describeField`. */
export function withTitles<TAction extends { schema?: ActionSchema }>(
  action: TAction,
): TAction {
  return {
    ...action,
    schema: {
      input: readTexts(action.schema?.input),
      output: readTexts(action.schema?.output),
    },
  };
}

function readTexts(schema: FieldsSchema): FieldsSchema {
  return (
    schema &&
    JSON.parse(JSON.stringify(schema), (_key, value) =>
      typeof value?.description === 'string'
        ? { ...value, ...JSON.parse(value.description) }
        : value,
    )
  );
}
