import { Operation } from '../operations';
import { TenantErrors } from '../TenantErrors';
import { PantherSource, S3Settings, UnavailableField } from '../types';

/**
 * The settings of an S3 source that was read over GraphQL. Throws where not every one of them is
 * known, for whoever writes the others back would clear it.
 */
export function requireSettings(
  {
    source,
    unavailable,
  }: { source: PantherSource; unavailable: UnavailableField[] },
  operation: Operation,
  tenantErrors: TenantErrors,
): S3Settings {
  const { integrationId, s3, degradedFields } = source;
  if (!s3) {
    throw tenantErrors.notFound(operation, integrationId);
  }
  const unread = degradedFields.find(field => isSetting(field, s3));
  if (unread) {
    throw tenantErrors.failed(operation, `it did not give ${unread}`);
  }
  const missing = unavailable.find(({ field }) => isSetting(field, s3));
  if (missing) {
    throw missing.reason === 'not permitted'
      ? tenantErrors.permissionMissing(
          operation,
          `${missing.field} is not given`,
        )
      : tenantErrors.fieldMissing(operation, missing.field);
  }
  const { stackName, ...settings } = s3;
  return settings;
}

/** Whether an update of an S3 source would clear a field that it does not name. */
function isSetting(field: string, { logStreamType }: S3Settings): boolean {
  switch (field) {
    case 's3.stackName':
      return false;
    // Panther's published schema has neither of these (July 2025).
    case 's3.logStreamTypeOptions.retainEnvelopeFields':
      return logStreamType === 'CloudWatchLogs';
    case 's3.logStreamTypeOptions.xmlRootElement':
      return logStreamType === 'XML';
    default:
      return field.startsWith('s3.');
  }
}
