import { Knex } from 'knex';

/**
 * Notes that log sources came, went or changed; of every instance if none is named. A transaction
 * that writes log sources does this first, so that others that do wait for its end.
 */
export async function raiseVersion(
  knex: Knex,
  instance?: string,
): Promise<void> {
  if (instance === undefined) {
    await knex('instance_reads').increment('version', 1);
    return;
  }
  await knex('instance_reads')
    .insert({ instance, version: 1 })
    .onConflict('instance')
    .merge({ version: knex.raw('instance_reads.version + 1') });
}

/** The same for as long as counting the log sources of some instances gives the same. */
export async function findVersion(
  knex: Knex,
  instances: string[],
): Promise<string> {
  const rows: { instance: string; version: number }[] = await knex(
    'instance_reads',
  )
    .whereIn('instance', instances)
    .orderBy('instance')
    .select('instance', 'version');
  return JSON.stringify(rows.map(row => [row.instance, row.version]));
}
