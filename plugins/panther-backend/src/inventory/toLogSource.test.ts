import { acmeInstance } from '../__testUtils__/acmeInstance';
import { PantherSource } from '../tenant/types';
import { toLogSource } from './toLogSource';

const acme = { ...acmeInstance, id: 'eu' };

const accessLogs: PantherSource = {
  integrationId: '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
  label: 'Checkout access logs',
  type: 'aws-s3',
  isEditable: true,
  isHealthy: true,
  logTypes: ['AWS.ALB'],
  createdAt: '2026-01-01T00:00:00.000Z',
  lastEventReceivedAt: '2026-11-22T10:00:00.000Z',
  lastEventProcessedAt: '2026-11-22T10:00:30.000Z',
  s3: {
    awsAccountId: '111122223333',
    bucket: 'acme-checkout-logs',
    prefixes: [{ prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] }],
    kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    logProcessingRole: 'arn:aws:iam::111122223333:role/PantherLogProcessing',
    logStreamType: 'Lines',
    managedBucketNotifications: true,
  },
  degradedFields: [],
};

describe('toLogSource', () => {
  it('names the log source by its instance and id', () => {
    expect(toLogSource(accessLogs, acme, [])).toMatchObject({
      ref: 'eu:3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81',
      instance: 'eu',
    });
  });

  it('keeps the IAM role and the KMS key to the backend', () => {
    expect(toLogSource(accessLogs, acme, []).s3).toEqual({
      bucket: 'acme-checkout-logs',
      awsAccountId: '111122223333',
      prefixes: [
        { prefix: 'alb/', logTypes: ['AWS.ALB'], excludedPrefixes: [] },
      ],
      logStreamType: 'Lines',
    });
  });

  describe('status', () => {
    const silent = {
      ...accessLogs,
      lastEventReceivedAt: undefined,
      lastEventProcessedAt: undefined,
    };

    it('is healthy when Panther says so and events have come', () => {
      expect(toLogSource(accessLogs, acme, []).status).toBe('healthy');
    });

    it('is unhealthy when Panther says so, with or without events', () => {
      expect(
        toLogSource({ ...silent, isHealthy: false }, acme, []).status,
      ).toBe('unhealthy');
    });

    it('is new while no event has come', () => {
      expect(toLogSource(silent, acme, []).status).toBe('new');
    });

    it('is not new when Panther failed to tell the time of the last event', () => {
      const degraded = { ...silent, degradedFields: ['lastEventReceivedAt'] };
      expect(toLogSource(degraded, acme, []).status).toBe('healthy');
      expect(
        toLogSource(silent, acme, [
          { field: 'lastEventReceivedAt', reason: 'not in the schema' },
        ]).status,
      ).toBe('healthy');
    });
  });

  it('names what this tenant does not tell beside what it failed to tell', () => {
    expect(
      toLogSource({ ...accessLogs, degradedFields: ['createdBy'] }, acme, [
        { field: 'createdBy', reason: 'not permitted' },
        { field: 's3.stackName', reason: 'not in the schema' },
      ]).degradedFields,
    ).toEqual(['createdBy', 's3.stackName']);
  });
});
