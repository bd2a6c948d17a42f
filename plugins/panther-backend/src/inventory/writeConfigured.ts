import { S3Details } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { inChunks } from './inChunks';
import { LogSourceRecord } from './types';

/** Enough to sort by, and short enough for an index of PostgreSQL's. */
const LABEL_KEY_LENGTH = 255;

/** Writes log sources that are new or different, with all that is looked up by their configuration. */
export async function writeConfigured(
  transaction: Knex.Transaction,
  instance: string,
  configured: LogSourceRecord[],
  at: string,
): Promise<void> {
  await inChunks(configured, async chunk => {
    await transaction('log_sources')
      .insert(chunk.map(record => toRow(instance, record, at)))
      .onConflict(['instance', 'integration_id'])
      .merge([
        'configuration',
        'configuration_hash',
        'label_key',
        'type',
        'bucket',
        'aws_account_id',
        'created_at',
        'search_text',
      ]);
  });
  const replace = (
    table: string,
    rowsOf: (record: LogSourceRecord) => object[],
  ) => replaceRows(transaction, { table, instance, configured, rowsOf });
  await replace('s3_mappings', ({ configuration: { s3 } }) =>
    s3
      ? mappingsOf(s3).map(mapping => ({ bucket: s3.bucket, ...mapping }))
      : [],
  );
  await replace('log_source_log_types', ({ configuration: { logTypes } }) =>
    [...new Set(logTypes)].map(logType => ({ log_type: logType })),
  );
}

function toRow(
  instance: string,
  { integrationId, status, configuration, configurationHash }: LogSourceRecord,
  at: string,
): object {
  const { label, type, s3, logTypes, createdAt } = configuration;
  return {
    instance,
    integration_id: integrationId,
    status,
    status_since: at,
    configuration: JSON.stringify(configuration),
    configuration_hash: configurationHash,
    label_key: toLowerCase(label).slice(0, LABEL_KEY_LENGTH),
    type,
    bucket: s3?.bucket ?? null,
    aws_account_id: s3?.awsAccountId ?? null,
    created_at: createdAt,
    // Nobody types a line break into a search, so that nothing is found across two fields.
    search_text: toLowerCase(
      [label, integrationId, type, s3?.bucket ?? '', ...logTypes].join('\n'),
    ),
  };
}

function toLowerCase(text: string): string {
  return (
    text
      .toLocaleLowerCase('en-US')
      // PostgreSQL stores every character in a text but this one.
      .replaceAll('\0', '')
  );
}

/** A source that maps no prefix is on its bucket all the same. */
function mappingsOf({ prefixes }: S3Details): object[] {
  return prefixes.length
    ? prefixes.map(({ prefix, excludedPrefixes }) => ({
        prefix,
        excluded_prefixes: JSON.stringify(excludedPrefixes),
      }))
    : [{ prefix: null, excluded_prefixes: '[]' }];
}

async function replaceRows(
  transaction: Knex.Transaction,
  options: {
    table: string;
    instance: string;
    configured: LogSourceRecord[];
    rowsOf(record: LogSourceRecord): object[];
  },
): Promise<void> {
  const { table, instance, configured, rowsOf } = options;
  await inChunks(configured, async chunk => {
    const ids = chunk.map(({ integrationId }) => integrationId);
    await transaction(table)
      .where({ instance })
      .whereIn('integration_id', ids)
      .delete();
    const rows = chunk.flatMap(record =>
      rowsOf(record).map(row => ({
        instance,
        integration_id: record.integrationId,
        ...row,
      })),
    );
    await inChunks(rows, async part => {
      await transaction(table).insert(part);
    });
  });
}
