import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { LogSource } from 'backstage-plugin-panther-common';
import { askForValidation } from './askForValidation';
import { describeField } from './describeField';
import {
  explainNotFound,
  findLogSource,
  LogSourceFilter,
} from './findLogSource';
import { LogSourcePicker } from './LogSourcePicker';
import { logSourceSchema } from './schemas';
import { FieldDefinition } from './types';

type Options = {
  permittedTo?: 'update' | 'delete' | 'read';
  type?: string;
};

function PantherLogSource(
  props: FieldExtensionComponentProps<string, Options>,
) {
  const { formData, onChange, uiSchema } = props;
  const filter = toFilter(uiSchema['ui:options']);
  return (
    <LogSourcePicker
      field={describeField(props, {
        title: 'Log source',
        help: explainOffer(filter),
      })}
      filter={filter}
      chosenRef={formData}
      explainRefusal={logSource => explainRefusal(logSource, filter)}
      onChoose={onChange}
    />
  );
}

function toFilter(options: Options = {}): LogSourceFilter {
  const { permittedTo = 'update', type } = options;
  return {
    type,
    permittedTo: permittedTo === 'read' ? undefined : permittedTo,
  };
}

function explainOffer({ permittedTo }: LogSourceFilter): string {
  switch (permittedTo) {
    case 'update':
      return 'Those that you may change are offered.';
    case 'delete':
      return 'Those that you may delete are offered.';
    default:
      return 'Those that you may see are offered.';
  }
}

function explainRefusal(
  { isEditable }: LogSource,
  { permittedTo }: LogSourceFilter,
): string | undefined {
  // One that is only to be linked may well be one that Panther lets nobody change.
  return permittedTo === 'delete' && !isEditable
    ? 'Panther marks it as not editable, so it cannot be deleted from here.'
    : undefined;
}

export const pantherLogSource: FieldDefinition<string, Options> = {
  name: 'PantherLogSource',
  component: PantherLogSource,
  schema: logSourceSchema,
  async validation(ref, { addError }, { apiHolder, uiSchema }) {
    if (!ref) {
      return;
    }
    const filter = toFilter(uiSchema?.['ui:options']);
    const logSource = await askForValidation(apiHolder, (pantherApi, signal) =>
      findLogSource(pantherApi, ref, { filter, signal }),
    );
    const problem = logSource
      ? explainRefusal(logSource, filter)
      : explainNotFound(ref, filter);
    if (problem) {
      addError(problem);
    }
  },
};
