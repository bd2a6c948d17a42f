import {
  InstanceLimitation,
  InstanceProblem,
  LogSourceReason,
  LogSourceRef,
  LogType,
  stringifyLogSourceRef,
  TokenDetails,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import {
  isStorable,
  storableText,
  inChunks,
  WORD_LENGTH,
  isPostgres,
} from './sql';
import { SystemErrorAlert } from '../tenant/types';
/** What of an instance is read beside its log sources. */
export type SideReadAbout = InstanceLimitation['about'];

/** What became of a side read. Times are ISO 8601 in UTC. */
export interface SideReadState<Value> {
  attemptedAt: string;
  succeededAt?: string;
  /** Why the last attempt failed. */
  problem?: InstanceProblem;
  /** What the last good one read, where it is not rows. */
  value?: Value;
}

/** Every side read of an instance that has been attempted. */
export interface SideReadStates {
  /** The limitation is a sentence about what a good read could not tell. */
  reasons?: SideReadState<{ limitation?: string }>;
  logTypes?: SideReadState<never>;
  token?: SideReadState<TokenDetails>;
}

/** Reasons that no read has confirmed for so long may have been dealt with. */
const REASONS_TRUSTED_MS = 24 * 60 * 60 * 1000;

/** The tables of what is read beside the log sources; it knows SQL and few rules. */
export class SideReadStore {
  readonly #knex: Knex;

  /** Takes a database whose tables are up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listStates(instance: string): Promise<SideReadStates> {
    const rows: {
      about: SideReadAbout;
      attempted_at: string;
      succeeded_at: string | null;
      problem: string | null;
      value: string | null;
    }[] = await this.#knex('side_reads').where({ instance });
    return Object.fromEntries(
      rows.map(row => [
        row.about,
        {
          attemptedAt: row.attempted_at,
          succeededAt: row.succeeded_at ?? undefined,
          problem: row.problem ? JSON.parse(row.problem) : undefined,
          value: row.value ? JSON.parse(row.value) : undefined,
        },
      ]),
    );
  }

  /** Notes a side read that failed; what an earlier one read stays. */
  async noteFailure(
    instance: string,
    about: SideReadAbout,
    failure: { at: string; problem: InstanceProblem },
  ): Promise<void> {
    const columns = {
      attempted_at: failure.at,
      problem: JSON.stringify(failure.problem),
    };
    await this.#knex('side_reads')
      .insert({ instance, about, ...columns })
      .onConflict(['instance', 'about'])
      .merge(columns);
  }

  /**
   * Keeps the latest error of each kind about each log source, and no other. One about a log source
   * that the tables cannot hold either is left out.
   */
  async replaceReasons(
    instance: string,
    reading: { at: string; errors: SystemErrorAlert[]; limitation?: string },
  ): Promise<void> {
    const { at, errors, limitation } = reading;
    const latest = new Map(
      errors
        .filter(
          ({ sourceId, kind }) =>
            isStorable(sourceId, WORD_LENGTH) && isStorable(kind, WORD_LENGTH),
        )
        .toSorted((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1))
        .map(error => [JSON.stringify([error.sourceId, error.kind]), error]),
    );
    const rows = [...latest.values()].map(error => ({
      instance,
      integration_id: error.sourceId,
      kind: error.kind,
      title: storableText(error.title),
      raised_at: error.raisedAt,
    }));
    await this.#replace('log_source_reasons', rows, {
      instance,
      about: 'reasons',
      at,
      value: { limitation },
    });
  }

  async replaceLogTypes(
    instance: string,
    reading: { at: string; logTypes: LogType[] },
  ): Promise<void> {
    const { at, logTypes } = reading;
    const byName = new Map(
      logTypes
        .filter(({ name }) => isStorable(name, 255))
        .map(logType => [logType.name, logType]),
    );
    const rows = [...byName.values()].map(logType => ({
      instance,
      name: logType.name,
      description: storableText(logType.description ?? '') || null,
      is_managed: logType.isManaged,
      reference_url: storableText(logType.referenceUrl ?? '') || null,
    }));
    await this.#replace('log_types', rows, { instance, about: 'logTypes', at });
  }

  async replaceToken(
    instance: string,
    reading: { at: string; token: TokenDetails },
  ): Promise<void> {
    const { at, token } = reading;
    await noteSuccess(this.#knex, {
      instance,
      about: 'token',
      at,
      value: token,
    });
  }

  /**
   * What is wrong with some log sources, the latest first, by their refs as strings. A log source
   * with nothing wrong is not in it.
   */
  async findReasons(
    refs: LogSourceRef[],
  ): Promise<Map<string, LogSourceReason[]>> {
    const trustedSince = new Date(Date.now() - REASONS_TRUSTED_MS);
    const reasons = new Map<string, LogSourceReason[]>();
    await inChunks(refs, async chunk => {
      const rows: {
        instance: string;
        integration_id: string;
        kind: string;
        title: string;
        raised_at: string;
      }[] = await this.#knex('log_source_reasons as reason')
        .join('side_reads as read', 'read.instance', 'reason.instance')
        .where('read.about', 'reasons')
        .where('read.succeeded_at', '>=', trustedSince.toISOString())
        .whereIn(
          ['reason.instance', 'reason.integration_id'],
          chunk.map(({ instance, integrationId }) => [instance, integrationId]),
        )
        .orderBy([
          { column: 'reason.raised_at', order: 'desc' },
          { column: 'reason.kind' },
        ])
        .select('reason.*');
      for (const row of rows) {
        const ref = stringifyLogSourceRef({
          instance: row.instance,
          integrationId: row.integration_id,
        });
        const { kind, title, raised_at: raisedAt } = row;
        reasons.set(ref, [
          ...(reasons.get(ref) ?? []),
          { kind, title, raisedAt },
        ]);
      }
    });
    return reasons;
  }

  async #replace(
    table: string,
    rows: object[],
    success: Success,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      await transaction(table).where({ instance: success.instance }).delete();
      await inChunks(rows, async chunk => {
        await transaction(table).insert(chunk);
      });
      await noteSuccess(transaction, success);
    });
  }
}

interface Success {
  instance: string;
  about: SideReadAbout;
  at: string;
  value?: object;
}

async function noteSuccess(
  knex: Knex,
  { instance, about, at, value }: Success,
): Promise<void> {
  const columns = {
    attempted_at: at,
    succeeded_at: at,
    problem: null,
    value: value ? JSON.stringify(value) : null,
  };
  await knex('side_reads')
    .insert({ instance, about, ...columns })
    .onConflict(['instance', 'about'])
    .merge(columns);
}

interface LogTypeRow {
  name: string;
  description: string | null;
  /** SQLite has no booleans. */
  is_managed: boolean | number;
  reference_url: string | null;
  total: number | string;
}

/**
 * The first log types of an instance whose names have a text in them, by name, and how many there
 * are in all. The case of ASCII letters counts neither in finding nor in ordering.
 */
export async function findLogTypes(
  knex: Knex,
  instance: string,
  { q, limit }: { q: string; limit: number },
): Promise<{ items: LogType[]; total: number }> {
  // In any other collation PostgreSQL orders by the rules of a language, which SQLite does not know.
  const name = isPostgres(knex) ? 'name collate "C"' : 'name';
  const rows: LogTypeRow[] = await knex('log_types')
    .where({ instance })
    .whereRaw(`lower(${name}) like ? escape '\\'`, [
      `%${escapeLike(toLowerAscii(q))}%`,
    ])
    .orderByRaw(`lower(${name}), ${name}`)
    .limit(limit)
    .select(
      'name',
      'description',
      'is_managed',
      'reference_url',
      knex.raw('count(*) over () as total'),
    );
  return {
    items: rows.map(row => ({
      name: row.name,
      description: row.description ?? undefined,
      isManaged: Boolean(row.is_managed),
      referenceUrl: row.reference_url ?? undefined,
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** As the `lower` of SQLite does, and that of PostgreSQL in the collation "C". */
function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
