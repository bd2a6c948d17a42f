import { PantherSource, SourceList } from '../../tenant/types';

/** A healthy S3 source of the demo, as Panther lists it. */
export const accessLogs: PantherSource = {
  integrationId: 'access-logs',
  label: 'Checkout access logs',
  type: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  lastEventReceivedAt: '2026-11-22T09:59:00.000Z',
  s3: {
    bucket: 'acme-checkout-logs',
    awsAccountId: '111122223333',
    prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
  },
  degradedFields: [],
};

/** An unhealthy one. */
export const auditTrail: PantherSource = {
  ...accessLogs,
  integrationId: 'audit-trail',
  label: 'Checkout audit trail',
  isHealthy: false,
};

export function listOf(...sources: PantherSource[]): SourceList {
  return { sources, rejected: [], unavailableFields: [] };
}

export function fleetOf(size: number): SourceList {
  return listOf(
    ...Array.from({ length: size }, (_, index) => ({
      ...accessLogs,
      integrationId: `source-${index}`,
    })),
  );
}
