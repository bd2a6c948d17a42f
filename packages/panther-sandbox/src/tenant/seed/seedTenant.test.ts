import { ids } from '../../__testUtils__/callers';
import { lastReceivedAt } from '../events';
import { logTypeSchemas } from './logTypeSchemas';
import { seedTenant } from './seedTenant';

const now = Date.parse('2026-03-04T05:06:07.890Z');
const { sources } = seedTenant(now, undefined);

describe('a fresh tenant', () => {
  it('has 40 log sources, of every type that clients have met', () => {
    expect(sources).toHaveLength(40);
    expect(
      [...new Set(sources.map(source => source.integrationType))].sort(),
    ).toEqual([
      'amazon-eventbridge',
      'amazon-security-lake',
      'aws-cloudwatch-logs',
      'aws-s3',
      'aws-scan',
      'aws-sqs',
      'azure-blob',
      'azure-eventhub',
      'gcp-gcs',
      'gcp-pubsub',
      'http-ingest',
      'log-pulling',
      'profile-pulling',
      's3-lookuptable',
    ]);
  });

  it('has the cases of the demo, by their ids', () => {
    const byId = new Map(sources.map(source => [source.integrationId, source]));

    expect(byId.get(ids.accessLogs)).toMatchObject({
      integrationLabel: 'Checkout access logs',
      problems: [],
      s3: {
        s3Bucket: 'acme-checkout-logs',
        s3PrefixLogTypes: [
          {
            prefix: 'alb/',
            logTypes: ['AWS.ALB'],
            excludedPrefixes: ['alb/healthcheck/'],
          },
          {
            prefix: 's3/',
            logTypes: ['AWS.S3ServerAccess'],
            excludedPrefixes: [],
          },
        ],
      },
    });
    expect(byId.get(ids.auditTrail)).toMatchObject({
      integrationLabel: 'Checkout audit trail',
      problems: [{ type: 'SOURCE_PERMISSIONS_CHECKS' }],
      s3: {
        s3Bucket: 'acme-checkout-audit',
        kmsKey: expect.stringMatching(/^arn:aws:kms:.+:111122223333:key\//),
        s3PrefixLogTypes: [
          {
            prefix: 'audit/',
            logTypes: ['AWS.CloudTrail'],
            excludedPrefixes: [],
          },
        ],
      },
    });
    expect(byId.get(ids.billingWorker)).toMatchObject({
      integrationLabel: 'Billing worker logs',
      problems: [],
      s3: {
        s3Bucket: 'acme-billing-logs',
        s3PrefixLogTypes: [
          {
            prefix: '',
            logTypes: ['Custom.BillingWorker'],
            excludedPrefixes: [],
          },
        ],
      },
    });
    expect(byId.get(ids.edge)).toMatchObject({
      integrationLabel: 'Edge load balancer logs',
      isEditable: true,
      s3: { s3Bucket: 'acme-edge-logs' },
    });
    expect(byId.has(ids.ledger)).toBe(false);
  });

  it('has sources that are not editable, unhealthy, silent or without an event', () => {
    const silent = sources.filter(({ events, problems }) => {
      const last = lastReceivedAt(events, now);
      return (
        !problems.length && last !== undefined && now - last > 24 * 60 * 60_000
      );
    });
    expect(sources.filter(source => !source.isEditable).length).toBeGreaterThan(
      2,
    );
    expect(
      sources.filter(source => source.problems.length).length,
    ).toBeGreaterThan(5);
    expect(
      sources.filter(source => source.events.kind === 'never').length,
    ).toBeGreaterThan(2);
    expect(silent.length).toBeGreaterThan(1);
  });

  it('knows the schema of every log type that a source has', () => {
    const known = logTypeSchemas.map(schema => schema.name);

    expect(known.length).toBeGreaterThan(60);
    expect(new Set(known).size).toBe(known.length);
    for (const { logTypes } of seedTenant(now, 300).sources) {
      expect(known).toEqual(expect.arrayContaining(logTypes));
    }
  });

  it('has as many sources as it is told to, each with an id, a label and a bucket of its own', () => {
    const many = seedTenant(now, 10_000).sources;

    expect(many).toHaveLength(10_000);
    expect(many.slice(0, 40)).toEqual(sources);
    expect(new Set(many.map(source => source.integrationId)).size).toBe(10_000);
    expect(new Set(many.map(source => source.integrationLabel)).size).toBe(
      10_000,
    );
    const buckets = many.flatMap(({ s3 }) => (s3 ? [s3.s3Bucket] : []));
    expect(new Set(buckets).size).toBe(buckets.length);
    for (const { integrationId, integrationLabel } of many) {
      expect(integrationId).toMatch(
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
      expect(integrationLabel).toMatch(/^[0-9a-zA-Z0 -]{1,32}$/);
    }
    expect(seedTenant(now, 3).sources).toEqual(sources.slice(0, 3));
  });

  it('is the same every time', () => {
    expect(seedTenant(now, 500)).toEqual(seedTenant(now, 500));
  });
});
