import { LogSourceFacets } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { findVersion } from '../inventoryVersion';
import {
  ListedLogSource,
  LogSourcePageOptions,
  LogSourceQueries,
  LogSourceScope,
} from './LogSourceQueries';

/** Pages that are remembered; each takes up to some hundred kilobytes. */
const MOST_PAGES = 150;

/** Different questions whose counts are remembered; each takes some kilobytes. */
const MOST_COUNTS = 200;

/** A page of log sources, how many a question finds in all, and how they divide. */
export interface FoundLogSources {
  rows: ListedLogSource[];
  total: number;
  facets: LogSourceFacets;
}

/**
 * Lists and counts log sources once for each state of the inventory, however many people ask. To
 * count them all is most of the work of an answer, and events do not change what it gives.
 */
export class RememberedLogSourceQueries {
  readonly #knex: Knex;
  readonly #queries: Pick<LogSourceQueries, 'list' | 'countWithFacets'>;
  readonly #pages = new LRUCache<string, Promise<ListedLogSource[]>>({
    max: MOST_PAGES,
  });
  readonly #counts = new LRUCache<
    string,
    Promise<Pick<FoundLogSources, 'total' | 'facets'>>
  >({ max: MOST_COUNTS });

  constructor(options: {
    knex: Knex;
    queries: Pick<LogSourceQueries, 'list' | 'countWithFacets'>;
  }) {
    this.#knex = options.knex;
    this.#queries = options.queries;
  }

  /** What it resolves to is everybody's and must not be changed. */
  async find(
    scope: LogSourceScope,
    page: LogSourcePageOptions,
  ): Promise<FoundLogSources> {
    // Read first, so that what is remembered is never taken for newer than it is.
    const version = await findVersion(this.#knex, scope.instances);
    const { instances, filters, visibility } = scope;
    const { sort, after, limit } = page;
    const question = [instances, filters, visibility];
    const [rows, counts] = await Promise.all([
      remember(
        this.#pages,
        [version.listed, ...question, sort, after, limit],
        () => this.#queries.list(scope, page),
      ),
      remember(this.#counts, [version.counted, ...question], () =>
        this.#queries.countWithFacets(scope),
      ),
    ]);
    return { rows, ...counts };
  }
}

async function remember<T>(
  memory: LRUCache<string, Promise<T>>,
  question: unknown[],
  ask: () => Promise<T>,
): Promise<T> {
  const key = createHash('sha256')
    .update(JSON.stringify(question))
    .digest('base64');
  const remembered = memory.get(key);
  if (remembered) {
    return remembered;
  }
  const answer = ask();
  memory.set(key, answer);
  try {
    return await answer;
  } catch (error) {
    memory.delete(key);
    throw error;
  }
}
