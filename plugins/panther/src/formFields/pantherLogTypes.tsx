import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useState } from 'react';
import { useLogTypeSearch } from '../hooks/useLogTypeSearch';
import { checkPrefixes } from './checkPrefixes';
import { describeField } from './describeField';
import { FieldFrame } from './FieldFrame';
import { InstanceOptions, instanceOf } from './instanceOf';
import { LogTypeSearchState } from './LogTypeSearchState';
import { LogTypesPicker } from './LogTypesPicker';
import { logTypesSchema } from './schemas';
import { FieldDefinition } from './types';

function PantherLogTypes(
  props: FieldExtensionComponentProps<string[], InstanceOptions>,
) {
  const { formData = [], onChange } = props;
  const [text, setText] = useState<string>();
  const search = useLogTypeSearch(instanceOf(props), text);
  const field = describeField(props, {
    title: 'Log types',
    help: 'The kinds of logs that Panther is to parse; search by name.',
  });
  const problem = explainLogTypes(formData);
  return (
    <FieldFrame field={field} problem={problem}>
      <LogTypesPicker
        id={field.id}
        label={field.title}
        describedBy={field.describedBy}
        required={field.required}
        disabled={field.disabled}
        invalid={problem !== undefined || field.errors.length > 0}
        chosen={formData}
        search={search}
        onSearch={setText}
        onChoose={onChange}
      />
      <LogTypeSearchState search={search} begun={text !== undefined} />
    </FieldFrame>
  );
}

function explainLogTypes(logTypes: string[]): string | undefined {
  return checkPrefixes([{ prefix: '', logTypes, excludedPrefixes: [] }])[0]
    ?.message;
}

export const pantherLogTypes: FieldDefinition<string[], InstanceOptions> = {
  name: 'PantherLogTypes',
  component: PantherLogTypes,
  schema: logTypesSchema,
  validation(logTypes, { addError }) {
    const problem = explainLogTypes(logTypes ?? []);
    if (problem) {
      addError(problem);
    }
  },
};
