import { screen, waitFor } from '@testing-library/react';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import {
  pantherAwsAccount,
  pantherBucket,
  pantherKmsKey,
  pantherLabel,
  pantherRoleArn,
} from './textFields';

describe.each([
  {
    field: pantherLabel,
    title: 'Label',
    good: 'Edge logs',
    bad: 'edge_logs',
    sentence: /The label may have letters/,
  },
  {
    field: pantherAwsAccount,
    title: 'AWS account',
    good: '111122223333',
    bad: '1234',
    sentence: /must be 12 digits/,
  },
  {
    field: pantherBucket,
    title: 'S3 bucket',
    good: 'acme-logs',
    bad: 's3://acme',
    sentence: /The bucket must be/,
  },
  {
    field: pantherRoleArn,
    title: 'IAM role',
    good: 'arn:aws:iam::111122223333:role/PantherLogProcessingRole-edge',
    bad: 'PantherLogProcessingRole-edge',
    sentence: /The role must be/,
  },
  {
    field: pantherKmsKey,
    title: 'KMS key',
    good: 'arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d',
    bad: 'alias/logs',
    sentence: /and not of an alias/,
  },
])('the form field $field.name', ({ field, title, good, bad, sentence }) => {
  const properties = { value: { type: 'string', 'ui:field': field.name } };

  it('has a title and help without the template giving any', async () => {
    renderTemplateForm(field, { properties });

    const input = await screen.findByRole('textbox', { name: title });
    expect(input).toHaveAccessibleDescription(/.{20,}/);
    expect(input).not.toBeRequired();
    expect(input).toBeValid();
  });

  it('submits what is right', async () => {
    const { user, submit } = renderTemplateForm(field, { properties });

    await user.type(await screen.findByRole('textbox'), good);

    expect(await submit()).toEqual({ value: good });
  });

  it('says what is wrong when the typing pauses, and takes it back at once', async () => {
    const { user } = renderTemplateForm(field, { properties });
    const input = await screen.findByRole('textbox');

    await user.click(input);
    // At once, for a busy machine pauses between letters.
    await user.paste(bad);
    expect(screen.queryByText(sentence)).toBeNull();

    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription(sentence);

    await user.clear(input);
    expect(screen.queryByText(sentence)).toBeNull();
    expect(input).toBeValid();
  });

  it('does not let the form go on with what is wrong, and says it aloud', async () => {
    const { user } = renderTemplateForm(field, {
      properties,
      formData: { value: bad },
    });
    const input = await screen.findByRole('textbox');
    expect(input).toHaveValue(bad);

    await user.click(screen.getByRole('button', { name: 'Review' }));

    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent(sentence),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    expect(input).toHaveAccessibleDescription(sentence);
  });

  it('says at once what is wrong with what a link to the form brings along', async () => {
    renderTemplateForm(field, { properties, formData: { value: bad } });

    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });
});

describe('a form field with a line of text', () => {
  it('takes title and help from the template', async () => {
    renderTemplateForm(pantherBucket, {
      required: ['value'],
      properties: {
        value: {
          type: 'string',
          title: 'Where the logs are',
          description: 'Ask **your** team.',
          'ui:field': 'PantherBucket',
        },
      },
    });

    const input = await screen.findByRole('textbox', {
      name: /^Where the logs are/,
    });
    expect(input).toHaveAccessibleDescription(/Ask your team\./);
    expect(input).toBeRequired();
  });

  it('cannot be changed where the template says so', async () => {
    renderTemplateForm(pantherBucket, {
      properties: {
        value: {
          type: 'string',
          'ui:field': 'PantherBucket',
          'ui:readonly': true,
        },
      },
      formData: { value: 'acme-logs' },
    });

    const input = await screen.findByRole('textbox');
    expect(input).toBeDisabled();
    expect(input).toHaveValue('acme-logs');
  });
});
