import {
  LinkOrigin,
  LogSource,
  LogSourceStatus,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';

/** A log source in the inventory, with its links, as briefly as a test can put it. */
export interface StoredLogSource {
  id: string;
  instance?: string;
  label?: string;
  type?: string;
  status?: LogSourceStatus;
  logTypes?: string[];
  bucket?: string;
  awsAccountId?: string;
  createdAt?: string;
  lastEventReceivedAt?: string;
  /** Each link is to an entity of its own. */
  links?: { origin: LinkOrigin; owners: string[] }[];
  /** Who made it through the portal. */
  createdInPortalBy?: string;
}

const CHUNK = 200;
const AT = '2026-11-22T10:00:00.000Z';

/** Writes log sources and links straight into the tables, as reads and the link index leave them. */
export async function storeLogSources(
  knex: Knex,
  stored: StoredLogSource[],
): Promise<void> {
  const logSources = stored.map(toLogSource);
  const parts = stored.map(({ id, instance = 'default' }) => ({
    instance,
    integration_id: id,
  }));
  const tables: Record<string, object[]> = {
    log_sources: logSources.map(toRow),
    log_source_events: logSources.map((logSource, index) => ({
      ...parts[index],
      received_at: logSource.lastEventReceivedAt ?? null,
    })),
    log_source_log_types: logSources.flatMap(({ logTypes }, index) =>
      logTypes.map(logType => ({ ...parts[index], log_type: logType })),
    ),
    created_sources: stored.flatMap(({ createdInPortalBy }, index) =>
      createdInPortalBy
        ? [{ ...parts[index], created_by: createdInPortalBy }]
        : [],
    ),
    links: stored.flatMap(({ links = [] }, index) =>
      links.map(({ origin }, number) => ({
        ...parts[index],
        entity_ref: entityRef(stored[index], number),
        origin,
        evidence: '{}',
      })),
    ),
    entity_owners: stored.flatMap(source =>
      (source.links ?? []).flatMap(({ owners }, number) =>
        owners.map(owner => ({
          entity_ref: entityRef(source, number),
          owner_ref: owner,
        })),
      ),
    ),
  };
  for (const [table, rows] of Object.entries(tables)) {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await knex(table).insert(rows.slice(start, start + CHUNK));
    }
  }
}

function entityRef(source: StoredLogSource | undefined, number: number) {
  return `component:${source?.instance ?? 'default'}/${source?.id}-${number}`;
}

function toLogSource(source: StoredLogSource): LogSource {
  const { id, instance = 'default', bucket, awsAccountId } = source;
  return {
    ref: `${instance}:${id}`,
    instance,
    integrationId: id,
    label: source.label ?? id,
    type: source.type ?? 'aws-s3',
    status: source.status ?? 'healthy',
    statusSince: AT,
    isEditable: true,
    logTypes: source.logTypes ?? [],
    createdAt: source.createdAt ?? AT,
    lastEventReceivedAt: source.lastEventReceivedAt,
    s3: bucket
      ? { bucket, awsAccountId: awsAccountId ?? '111122223333', prefixes: [] }
      : undefined,
    degradedFields: [],
  };
}

function toRow(logSource: LogSource) {
  const { status, statusSince, lastEventReceivedAt, ...configuration } =
    logSource;
  const { label, type, logTypes, s3, integrationId } = configuration;
  return {
    instance: configuration.instance,
    integration_id: integrationId,
    status,
    status_since: statusSince,
    configuration: JSON.stringify(configuration),
    configuration_hash: '',
    label_key: label.toLocaleLowerCase('en-US'),
    type,
    bucket: s3?.bucket ?? null,
    aws_account_id: s3?.awsAccountId ?? null,
    created_at: configuration.createdAt,
    search_text: [label, integrationId, s3?.bucket ?? '', ...logTypes]
      .join('\n')
      .toLocaleLowerCase('en-US'),
  };
}
