import knexFactory, { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** A database of one backend, in which every plugin has a schema. */
export interface Database {
  /** As Backstage's configuration names it. */
  config: object;
  /** Removes all rows of some tables of a plugin. */
  empty(plugin: string, tables: string[]): Promise<void>;
}

/** Databases on a PostgreSQL that is running, one for each backend that is not to see another's. */
export class Databases {
  readonly #url: string;
  readonly #knex: Knex;
  readonly #names = new Array<string>();

  constructor(url: string) {
    this.#url = url;
    this.#knex = knexFactory({ client: 'pg', connection: url });
  }

  /** Of PostgreSQL. */
  async version(): Promise<string> {
    const { rows } = await this.#knex.raw('SHOW server_version');
    return rows[0].server_version;
  }

  async create(): Promise<Database> {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    await this.#knex.raw('CREATE DATABASE ??', [name]);
    this.#names.push(name);
    const { hostname, port, username, password } = new URL(this.#url);
    const connection = {
      host: hostname,
      port: Number(port),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: name,
    };
    return {
      config: { client: 'pg', connection, pluginDivisionMode: 'schema' },
      async empty(plugin, tables) {
        // Knex removes the password from the settings that it is given.
        const knex = knexFactory({
          client: 'pg',
          connection: { ...connection },
        });
        try {
          for (const table of tables) {
            await knex.withSchema(plugin).from(table).delete();
          }
        } finally {
          await knex.destroy();
        }
      },
    };
  }

  async dropAll(): Promise<void> {
    for (const name of this.#names) {
      await this.#knex.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]);
    }
    await this.#knex.destroy();
  }
}
