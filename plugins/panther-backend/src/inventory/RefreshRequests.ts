import { Knex } from 'knex';

/** Who wants an instance read out of turn. */
export class RefreshRequests {
  readonly #knex: Knex;

  /** Takes a database whose tables are up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Makes the next read due at once. */
  async add(instance: string, at: string): Promise<void> {
    await this.#knex('instance_reads')
      .insert({ instance, requested_at: at })
      .onConflict('instance')
      .merge(['requested_at']);
  }

  /**
   * Notes that a read was made for the request that stood when it began. Another one, made while it
   * ran, stays: who made it may want to see what that read came too early for. They are told apart
   * by being different and not by being later, since the clocks of two replicas differ.
   */
  async settle(instance: string, requestedAt: string): Promise<void> {
    await this.#knex('instance_reads')
      .where({ instance, requested_at: requestedAt })
      .update({ requested_at: null });
  }
}
