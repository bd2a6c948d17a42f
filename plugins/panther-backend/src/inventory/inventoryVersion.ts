import { Knex } from 'knex';

/** The same for as long as asking the same of the log sources of some instances gives the same. */
export interface InventoryVersion {
  /** Which log sources there are, how they do and who is linked to them. */
  counted: string;
  /** That, and when they had their last events. */
  listed: string;
}

/**
 * Notes that log sources came, went or changed; of every instance if none is named. A transaction
 * that writes log sources does this first, or `raiseEventsVersion`, so that others that do wait for
 * its end.
 */
export async function raiseVersion(
  knex: Knex,
  instance?: string,
): Promise<void> {
  if (instance === undefined) {
    await knex('instance_reads').increment('version', 1);
    return;
  }
  await raise(knex, instance, 'version');
}

/** Notes that log sources of an instance had events, and that nothing else changed. */
export async function raiseEventsVersion(
  knex: Knex,
  instance: string,
): Promise<void> {
  await raise(knex, instance, 'events_version');
}

export async function findVersion(
  knex: Knex,
  instances: string[],
): Promise<InventoryVersion> {
  const rows: { instance: string; version: number; events_version: number }[] =
    await knex('instance_reads')
      .whereIn('instance', instances)
      .orderBy('instance')
      .select('instance', 'version', 'events_version');
  return {
    counted: JSON.stringify(rows.map(row => [row.instance, row.version])),
    listed: JSON.stringify(
      rows.map(row => [row.instance, row.version, row.events_version]),
    ),
  };
}

async function raise(
  knex: Knex,
  instance: string,
  column: 'version' | 'events_version',
): Promise<void> {
  await knex('instance_reads')
    .insert({ instance, [column]: 1 })
    .onConflict('instance')
    .merge({ [column]: knex.raw('?? + 1', [`instance_reads.${column}`]) });
}
