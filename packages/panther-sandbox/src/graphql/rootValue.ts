import { Refusal } from '../tenant/errors';
import { listMetrics } from '../tenant/listMetrics';
import { listSchemas, type SchemaFilter } from '../tenant/listSchemas';
import type {
  LogStreamType,
  LogStreamTypeOptions,
  PrefixLogTypes,
} from '../tenant/types';
import { LogIntegration } from './LogIntegration';
import { LogIntegrationEdge } from './LogIntegrationEdge';
import { permit } from './permit';
import type { RequestContext } from './types';

interface S3SourceInput {
  kmsKey?: string | null;
  label: string;
  logProcessingRole: string;
  logStreamType: LogStreamType;
  logStreamTypeOptions?: LogStreamTypeOptions | null;
  managedBucketNotifications: boolean;
  s3PrefixLogTypes: PrefixLogTypes[];
}

interface CreateS3SourceInput extends S3SourceInput {
  awsAccountId: string;
  s3Bucket: string;
}

interface UpdateS3SourceInput extends S3SourceInput {
  id: string;
}

interface MetricsInput {
  fromDate: unknown;
  toDate: unknown;
  intervalInMinutes?: number | null;
}

const onlyPage = { hasNextPage: false, hasPreviousPage: false };

/** What the fields of `Query` and `Mutation` answer; graphql-js calls these by their names. */
export const rootValue = {
  sources(_args: unknown, { tenant, token, now }: RequestContext) {
    permit(token, 'LogSourceRead');
    const edges = tenant
      .listSources()
      .map(source => new LogIntegrationEdge(source, tenant, now));
    return { edges, pageInfo: onlyPage };
  },

  source({ id }: { id: string }, { tenant, token, now }: RequestContext) {
    permit(token, 'LogSourceRead');
    return new LogIntegration(tenant.getSource(id), tenant, now);
  },

  createS3Source(
    { input }: { input: CreateS3SourceInput },
    { tenant, token, now }: RequestContext,
  ) {
    permit(token, 'LogSourceRead', 'LogSourceModify');
    const { awsAccountId, s3Bucket } = input;
    const creation = { ...settingsOf(input), awsAccountId, s3Bucket };
    const source = tenant.createS3Source(creation, token);
    return { logSource: new LogIntegration(source, tenant, now) };
  },

  updateS3Source(
    { input }: { input: UpdateS3SourceInput },
    { tenant, token, now }: RequestContext,
  ) {
    permit(token, 'LogSourceRead', 'LogSourceModify');
    const source = tenant.updateS3Source(input.id, settingsOf(input));
    return { logSource: new LogIntegration(source, tenant, now) };
  },

  deleteSource(
    { input: { id } }: { input: { id: string } },
    { tenant, token }: RequestContext,
  ) {
    permit(token, 'LogSourceRead', 'LogSourceModify');
    tenant.deleteSource(id);
    return { id };
  },

  schemas(
    { input }: { input: SchemaFilter },
    { tenant, token }: RequestContext,
  ) {
    permit(token, 'LogSourceRead');
    const edges = listSchemas(tenant, input).map(node => ({ node }));
    return { edges, pageInfo: onlyPage };
  },

  metrics(
    { input }: { input: MetricsInput },
    { tenant, token }: RequestContext,
  ) {
    permit(token, 'SummaryRead');
    return listMetrics(tenant, {
      from: timeOf('fromDate', input.fromDate),
      to: timeOf('toDate', input.toDate),
      intervalMinutes: input.intervalInMinutes ?? undefined,
    });
  },

  generalSettings(_args: unknown, { token }: RequestContext) {
    permit(token, 'GeneralSettingsRead');
    return { pantherVersion: '1.125.0' };
  },
};

/** Nulls and the empty key are how GraphQL says what REST leaves out. */
function settingsOf(input: S3SourceInput) {
  return {
    integrationLabel: input.label,
    kmsKey: input.kmsKey || undefined,
    logProcessingRole: input.logProcessingRole,
    logStreamType: input.logStreamType,
    logStreamTypeOptions: input.logStreamTypeOptions ?? undefined,
    managedBucketNotifications: input.managedBucketNotifications,
    s3PrefixLogTypes: input.s3PrefixLogTypes,
  };
}

function timeOf(name: string, value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) {
    throw new Refusal('bad_request', `${name} is not a time`);
  }
  return time;
}
