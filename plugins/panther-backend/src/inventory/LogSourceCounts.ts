import { LogSourceFacets } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { findVersion } from './inventoryVersion';
import { LogSourceQueries, LogSourceScope } from './LogSourceQueries';

/** Different questions whose counts are remembered; each takes some kilobytes. */
const MOST_REMEMBERED = 200;

interface Counts {
  total: number;
  facets: LogSourceFacets;
}

/**
 * How many log sources a question finds, and how they divide. To count them all is most of the work
 * of an answer and seldom gives anything new, so it is done once for each state of the inventory,
 * however many people ask.
 */
export class LogSourceCounts {
  readonly #knex: Knex;
  readonly #queries: Pick<LogSourceQueries, 'countWithFacets'>;
  readonly #remembered = new LRUCache<string, Promise<Counts>>({
    max: MOST_REMEMBERED,
  });

  constructor(options: {
    knex: Knex;
    queries: Pick<LogSourceQueries, 'countWithFacets'>;
  }) {
    this.#knex = options.knex;
    this.#queries = options.queries;
  }

  async count(scope: LogSourceScope): Promise<Counts> {
    // Read first, so that counts are never taken for newer than they are.
    const version = await findVersion(this.#knex, scope.instances);
    const { instances, filters, visibility } = scope;
    const key = createHash('sha256')
      .update(JSON.stringify([version, instances, filters, visibility]))
      .digest('base64');
    const remembered = this.#remembered.get(key);
    if (remembered) {
      return remembered;
    }
    const counts = this.#queries.countWithFacets(scope);
    this.#remembered.set(key, counts);
    try {
      return await counts;
    } catch (error) {
      this.#remembered.delete(key);
      throw error;
    }
  }
}
