import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { LogSource, parseLogSourceRef } from 'backstage-plugin-panther-common';
import { askForValidation } from './askForValidation';
import { checkChange } from './checkChange';
import { describeField } from './describeField';
import { LogSourcePicker } from './LogSourcePicker';
import { S3SourceSettings } from './S3SourceSettings';
import { s3SourceChangeSchema } from './schemas';
import { FieldDefinition, S3SourceChange } from './types';

function PantherS3SourceChange(
  props: FieldExtensionComponentProps<Partial<S3SourceChange>, {}>,
) {
  const { formData, onChange } = props;
  const logSourceRef = formData?.logSourceRef;
  const field = describeField(props, {
    title: 'S3 log source',
    help: 'Those that you may change are offered.',
  });
  return (
    <>
      <LogSourcePicker
        field={field}
        filter={{ permittedTo: 'update', type: 'aws-s3' }}
        chosenRef={logSourceRef}
        explainRefusal={explainRefusal}
        onChoose={ref => onChange(ref ? { logSourceRef: ref } : {})}
      />
      {logSourceRef && (
        <S3SourceSettings
          // Nothing of one log source stays when another is chosen.
          key={logSourceRef}
          id={field.id}
          logSourceRef={logSourceRef}
          change={formData}
          disabled={field.disabled}
          onChange={onChange}
        />
      )}
    </>
  );
}

function explainRefusal({ isEditable }: LogSource): string | undefined {
  return isEditable
    ? undefined
    : 'Panther marks it as not editable, so it cannot be changed from here.';
}

export const pantherS3SourceChange: FieldDefinition<
  Partial<S3SourceChange>,
  {}
> = {
  name: 'PantherS3SourceChange',
  component: PantherS3SourceChange,
  schema: s3SourceChangeSchema,
  async validation(change, { addError }, { apiHolder }) {
    const { logSourceRef } = change ?? {};
    if (!logSourceRef) {
      addError('Choose the S3 log source that is to be changed.');
      return;
    }
    const answer = await askForValidation(apiHolder, (pantherApi, signal) =>
      pantherApi.getS3Source(parseLogSourceRef(logSourceRef), { signal }),
    );
    for (const { message } of checkChange(change, answer)) {
      addError(message);
    }
  },
};
