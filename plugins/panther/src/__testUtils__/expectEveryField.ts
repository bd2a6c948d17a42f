import { screen, waitFor } from '@testing-library/react';

/** Waits until every form field of the plugin shows what the link to the form brought along. */
export async function expectEveryField(): Promise<void> {
  await screen.findByRole('radio', { name: /^Acme Security/ });
  await screen.findByRole('group', { name: 'What Panther reads' });
  await waitFor(() => {
    expect(screen.getByRole('radio', { name: /^Acme Security/ })).toBeChecked();
    expect(screen.getByRole('textbox', { name: /^Log source/ })).toHaveValue(
      'Edge load balancer logs',
    );
    expect(screen.getByRole('textbox', { name: /^S3 log source/ })).toHaveValue(
      'Billing worker logs',
    );
  });
  expect(screen.getAllByText('AWS.ALB')).toHaveLength(2);
  expect(screen.getByRole('group', { name: 'Prefixes' })).toBeInTheDocument();
  const [changedLabel, label] = screen.getAllByRole('textbox', {
    name: /^Label/,
  });
  expect(changedLabel).toHaveValue('Edge load balancer logs');
  expect(label).toHaveValue('Cart logs');
  expect(screen.getByRole('textbox', { name: 'AWS account' })).toHaveValue(
    '111122223333',
  );
  expect(screen.getByRole('textbox', { name: /^S3 bucket/ })).toHaveValue(
    'acme-logs',
  );
  expect(screen.getByRole('textbox', { name: 'IAM role' })).toHaveValue(
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-cart',
  );
  expect(screen.getByRole('textbox', { name: 'KMS key' })).toHaveValue('');
}
