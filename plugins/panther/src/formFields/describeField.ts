import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** How a field is shown, and under which ids. */
export interface FieldDescription {
  id: string;
  title: string;
  help: string;
  helpId: string;
  problemId: string;
  /** What a control of the field names in `aria-describedby`. */
  describedBy: string;
  required: boolean;
  disabled: boolean;
  /** What the form found wrong when it was submitted; the form shows it itself. */
  errors: string[];
}

/** What the template says of a field, or what we do where it says nothing. */
export function describeField<Value, Options>(
  props: FieldExtensionComponentProps<Value, Options>,
  defaults: { title: string; help: string },
): FieldDescription {
  const { idSchema, schema, uiSchema, required, disabled, readonly } = props;
  const id = idSchema.$id;
  const helpId = `${id}-help`;
  const problemId = `${id}-problem`;
  // As the form names them: https://github.com/rjsf-team/react-jsonschema-form, errorId
  const errorId = `${id}__error`;
  return {
    id,
    title: uiSchema['ui:title'] ?? schema.title ?? defaults.title,
    help: uiSchema['ui:description'] ?? schema.description ?? defaults.help,
    helpId,
    problemId,
    describedBy: [helpId, problemId, errorId].join(' '),
    required: required ?? false,
    disabled: disabled || readonly,
    errors: props.rawErrors,
  };
}
