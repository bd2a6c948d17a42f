import { Knex } from 'knex';

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
