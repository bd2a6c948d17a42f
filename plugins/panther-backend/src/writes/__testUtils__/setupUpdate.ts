import { S3SourceSettings } from 'backstage-plugin-panther-common';
import { createTestDatabase } from '../../__testUtils__/createTestDatabase';
import { setupTenants } from '../../tenant/__testUtils__/setupTenants';
import {
  ACCESS_LOGS,
  ana,
  ReplicaOptions,
  startReplica,
} from './setupS3Writes';

/** The settings of the access logs with one prefix less and one log type more. */
export const CHANGED: S3SourceSettings = {
  label: 'Checkout access logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-acme-checkout-logs',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [
    {
      prefix: 'alb/',
      logTypes: ['AWS.ALB', 'AWS.CloudTrail'],
      excludedPrefixes: ['alb/healthcheck/'],
    },
  ],
};

/** The description of that change. */
export const CHANGES = [
  {
    field: 'prefixes',
    message:
      "What lies under 's3/' is no longer read: AWS.S3ServerAccess is no longer parsed there.",
    before: {
      prefix: 's3/',
      logTypes: ['AWS.S3ServerAccess'],
      excludedPrefixes: [],
    },
  },
  {
    field: 'prefixes.0.logTypes',
    message: "Under 'alb/', AWS.CloudTrail is parsed from now on.",
    before: ['AWS.ALB'],
    after: ['AWS.ALB', 'AWS.CloudTrail'],
  },
];

/** What the tests of changing S3 sources begin with. */
export function setupUpdate(options: {
  tenants: ReturnType<typeof setupTenants>;
  database: ReturnType<typeof createTestDatabase>;
  s3Api: 'rest' | 'graphql';
}) {
  const { tenants, database, s3Api } = options;

  async function setup(first: Partial<ReplicaOptions> = {}) {
    const { url, sandbox } = await tenants.serveSandbox();
    const knex = await database.empty();
    const replica = await startReplica(tenants, {
      knex,
      url,
      ...first,
      instance: { s3Api, ...first.instance },
    });
    const { revision = '' } = await replica.updates.getSettings(
      ACCESS_LOGS,
      ana,
    );
    return { ...replica, sandbox, knex, revision };
  }

  return {
    /** A replica on a tenant and a database of its own, and the revision of the access logs there. */
    setup,
    async settingsOf({ updates }: Awaited<ReturnType<typeof setup>>) {
      const { settings } = await updates.getSettings(ACCESS_LOGS, ana);
      return settings;
    },
  };
}
