import { Knex } from 'knex';

/** Notes that log sources came, went or changed; of every instance if none is named. */
export async function raiseVersion(
  knex: Knex,
  instance?: string,
): Promise<void> {
  await knex('instance_reads')
    .where(instance === undefined ? {} : { instance })
    .increment('version', 1);
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
