import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import TextField from '@material-ui/core/TextField';
import { checkS3SourceField } from 'backstage-plugin-panther-common';
import { describeField } from './describeField';
import { FieldFrame } from './FieldFrame';
import { textSchema } from './schemas';
import { FieldDefinition } from './types';
import { useSettled } from './useSettled';

type CheckedField = Parameters<typeof checkS3SourceField>[0];

function createTextField(options: {
  name: string;
  field: CheckedField;
  title: string;
  help: string;
  inputMode?: 'numeric';
}): FieldDefinition<string, {}> {
  const { name, field, inputMode } = options;
  const check = (value: string | undefined) =>
    // Whether it may be empty is for the template to say.
    value ? checkS3SourceField(field, value) : undefined;

  function S3SourceTextField(props: FieldExtensionComponentProps<string, {}>) {
    const { formData, onChange } = props;
    const description = describeField(props, options);
    const { id, title, required, disabled, errors } = description;
    const settled = useSettled(formData);
    const problem = check(formData);
    // What has just been begun is not wrong yet, but what is wrong already stays so.
    const shownProblem = problem === check(settled) ? problem : undefined;
    return (
      <FieldFrame field={description} problem={shownProblem}>
        <TextField
          id={id}
          label={title}
          variant="outlined"
          margin="dense"
          fullWidth
          required={required}
          disabled={disabled}
          error={shownProblem !== undefined || errors.length > 0}
          inputProps={{
            inputMode,
            autoComplete: 'off',
            spellCheck: false,
            'aria-describedby': description.describedBy,
          }}
          value={formData ?? ''}
          onChange={event => onChange(event.target.value || undefined)}
        />
      </FieldFrame>
    );
  }

  return {
    name,
    component: S3SourceTextField,
    schema: textSchema,
    validation: (value, { addError }) => {
      const problem = check(value);
      if (problem) {
        addError(problem);
      }
    },
  };
}

export const pantherLabel = createTextField({
  name: 'PantherLabel',
  field: 'label',
  title: 'Label',
  help: 'What Panther calls the log source: letters from a to z, digits, spaces and hyphens, at most 32.',
});

export const pantherAwsAccount = createTextField({
  name: 'PantherAwsAccount',
  field: 'awsAccountId',
  title: 'AWS account',
  help: 'The 12 digits of the AWS account that the bucket is in.',
  inputMode: 'numeric',
});

export const pantherBucket = createTextField({
  name: 'PantherBucket',
  field: 'bucket',
  title: 'S3 bucket',
  help: 'The name of the bucket, such as `acme-logs`.',
});

export const pantherRoleArn = createTextField({
  name: 'PantherRoleArn',
  field: 'logProcessingRole',
  title: 'IAM role',
  help: 'The ARN of the role with which Panther reads the bucket, such as `arn:aws:iam::123456789012:role/PantherLogProcessingRole-acme`.',
});

export const pantherKmsKey = createTextField({
  name: 'PantherKmsKey',
  field: 'kmsKey',
  title: 'KMS key',
  help: 'The ARN of the key that the bucket is encrypted with; leave it empty for a bucket without KMS encryption.',
});
