import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';

/** Options of the fields that need to know the instance. */
export type InstanceOptions = {
  instanceField?: string;
};

/** The instance that the form names in another of its fields, or else the default one. */
export function instanceOf<Value>(
  props: FieldExtensionComponentProps<Value, InstanceOptions>,
): string {
  const { formContext, uiSchema } = props;
  const { instanceField = 'instance' } = uiSchema['ui:options'] ?? {};
  const instance: unknown = formContext?.formData?.[instanceField];
  return typeof instance === 'string' && instance ? instance : DEFAULT_INSTANCE;
}
