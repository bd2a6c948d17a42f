import { Knex } from 'knex';

/** Backstage knows two databases: this one, and SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
