/** A log source that the tenant does not have yet, as a step asks for it. */
export const refundLogs = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
};

let created = 0;

/** Gives such a log source for one test alone. */
export function createRefundLogs() {
  created += 1;
  return {
    ...refundLogs,
    bucket: `${refundLogs.bucket}-${created}`,
    label: `${refundLogs.label} ${created}`,
  };
}
