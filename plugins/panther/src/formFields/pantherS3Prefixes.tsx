import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import FormLabel from '@material-ui/core/FormLabel';
import { useEffect } from 'react';
import { checkPrefixes } from './checkPrefixes';
import { describeField } from './describeField';
import { FieldFrame } from './FieldFrame';
import { InstanceOptions, instanceOf } from './instanceOf';
import { PrefixRows, toRows } from './PrefixRows';
import { prefixesSchema } from './schemas';
import { FieldDefinition, S3Prefix } from './types';

function PantherS3Prefixes(
  props: FieldExtensionComponentProps<S3Prefix[], InstanceOptions>,
) {
  const { formData, onChange } = props;
  const rows = toRows(formData);
  const isWhole = JSON.stringify(rows) === JSON.stringify(formData);
  const field = describeField(props, {
    title: 'Prefixes',
    help: 'Which logs are in which part of the bucket. An empty prefix is the whole bucket.',
  });
  useEffect(() => {
    if (!isWhole) {
      onChange(toRows(formData));
    }
  }, [isWhole, formData, onChange]);

  return (
    <FieldFrame field={field} problem={undefined}>
      <div
        role="group"
        aria-label={field.title}
        aria-describedby={field.describedBy}
      >
        <FormLabel
          component="p"
          required={field.required}
          error={field.errors.length > 0}
        >
          {field.title}
        </FormLabel>
        <PrefixRows
          id={field.id}
          instance={instanceOf(props)}
          rows={rows}
          disabled={field.disabled}
          check={checkPrefixes}
          onChange={onChange}
        />
      </div>
    </FieldFrame>
  );
}

export const pantherS3Prefixes: FieldDefinition<S3Prefix[], InstanceOptions> = {
  name: 'PantherS3Prefixes',
  component: PantherS3Prefixes,
  schema: prefixesSchema,
  validation(prefixes, { addError }) {
    for (const { message } of checkPrefixes(toRows(prefixes))) {
      addError(message);
    }
  },
};
