import {
  Instance,
  InstanceLimitation,
  InstanceList,
  TokenDetails,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { InstanceConfig } from '../config/InstanceConfig';
import { InventoryStore } from '../inventory/InventoryStore';
import { SideReadStates, SideReadStore } from '../inventory/SideReadStore';
import { toFreshness } from '../inventory/freshness';
import { LogSourceVisibility } from '../inventory/types';

/** Tells of each instance what is known of it and what is not, without asking Panther. */
export class InstancesService {
  readonly #instances: InstanceConfig[];
  readonly #store: InventoryStore;
  readonly #sideReads: SideReadStore;
  readonly #knex: Knex;

  constructor(options: {
    instances: InstanceConfig[];
    store: InventoryStore;
    sideReads: SideReadStore;
    /** Its tables are up to date. */
    knex: Knex;
  }) {
    this.#instances = options.instances;
    this.#store = options.store;
    this.#sideReads = options.sideReads;
    this.#knex = options.knex;
  }

  /** Every configured instance, with counts of the log sources that are visible. */
  async listInstances(options: {
    visibility: LogSourceVisibility;
  }): Promise<InstanceList> {
    return {
      items: await Promise.all(
        this.#instances.map(instance =>
          this.#describe(instance, options.visibility),
        ),
      ),
    };
  }

  async #describe(
    instance: InstanceConfig,
    visibility: LogSourceVisibility,
  ): Promise<Instance> {
    const { id, title, manageToken, awsAccountId } = instance;
    const [read, statusCounts, sideReads, accounts] = await Promise.all([
      this.#store.getRead(id),
      this.#store.countByStatus(id, visibility),
      this.#sideReads.listStates(id),
      listAwsAccountsWithoutS3Source(this.#knex, id),
    ]);
    // Whoever sees a part of the log sources cannot be told whether those of an account are all there.
    const isAccountable = visibility === 'all' && read.succeededAt;
    return {
      id,
      title,
      reachable: read.succeededAt !== undefined && !read.problem,
      freshness: toFreshness(instance, read),
      refresh: { requestedAt: read.requestedAt, attemptedAt: read.attemptedAt },
      statusCounts,
      writable: manageToken !== undefined,
      awsAccountId,
      token: toToken(sideReads),
      ...(isAccountable && { awsAccountsWithoutS3Source: accounts }),
      limitations: toLimitations(sideReads),
    };
  }
}

/** What an earlier token could do says nothing of one that may not describe itself. */
function toToken({ token }: SideReadStates): TokenDetails | undefined {
  return token?.problem?.code === 'permissionMissing'
    ? undefined
    : token?.value;
}

function toLimitations({
  reasons,
  logTypes,
  token,
}: SideReadStates): InstanceLimitation[] {
  const messages: Record<InstanceLimitation['about'], string | undefined> = {
    reasons: reasons?.problem?.message ?? reasons?.value?.limitation,
    logTypes: logTypes?.problem?.message,
    token: token?.problem?.message,
  };
  const abouts: InstanceLimitation['about'][] = [
    'reasons',
    'logTypes',
    'token',
  ];
  return abouts.flatMap(about => {
    const message = messages[about];
    return message ? [{ about, message }] : [];
  });
}

/** The AWS accounts that the catalog knows and that no S3 log source of an instance reads from. */
export async function listAwsAccountsWithoutS3Source(
  knex: Knex,
  instance: string,
): Promise<string[]> {
  const rows: { aws_account_id: string }[] = await knex(
    'catalog_aws_accounts as account',
  )
    .whereNotExists(
      knex('log_sources as source')
        .where('source.instance', instance)
        .where('source.type', 'aws-s3')
        .whereNot('source.status', 'gone')
        .where('source.aws_account_id', knex.ref('account.aws_account_id')),
    )
    .orderBy('account.aws_account_id')
    .select('account.aws_account_id');
  return rows.map(row => row.aws_account_id);
}
