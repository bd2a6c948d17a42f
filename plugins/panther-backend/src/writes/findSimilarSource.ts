import { FieldFinding, S3SourceInput } from 'backstage-plugin-panther-common';
import { ConflictError } from '@backstage/errors';
import { Inventory } from '../inventory/Inventory';
import { PantherSource } from '../tenant/types';
import { Wish } from './CreateRequests';

interface Source {
  label: string;
  s3?: Pick<S3SourceInput, 'bucket' | 'awsAccountId'>;
}

/**
 * The S3 source among some that has the label, account and bucket of a wanted one. Its label may
 * differ in case and in spaces around it, which people take for the same.
 */
export function findSimilarSource<T extends Source>(
  sources: T[],
  wanted: S3SourceInput,
): T | undefined {
  return sources.find(
    ({ label, s3 }) =>
      s3?.bucket === wanted.bucket &&
      s3.awsAccountId === wanted.awsAccountId &&
      toLabelKey(label) === toLabelKey(wanted.label),
  );
}

function toLabelKey(label: string): string {
  return label.trim().toLocaleLowerCase('en-US');
}

/** The error about a log source that is in the way of another one, named only to those who may see it. */
export async function toDuplicateError(
  { integrationId, label }: PantherSource,
  { target, writer: { visibility } }: Wish,
  inventory: Pick<Inventory, 'findLogSources'>,
): Promise<ConflictError> {
  const { id, title } = target.instance;
  const { logSources } = await inventory.findLogSources(id, [integrationId], {
    visibility,
  });
  const isVisible = visibility === 'all' || logSources.has(integrationId);
  return new ConflictError(
    `Panther (${title}) has a log source with this label, AWS account and bucket already${
      isVisible
        ? `, '${label}' (${integrationId}); change that one`
        : ', which you may not see; ask who looks after it'
    }, or choose another label.`,
  );
}

/** Warns of a similar log source, as far as the inventory knows of it and the writer may see it. */
export async function warnAboutSimilar(
  { target: { instance }, wanted, writer: { visibility } }: Wish,
  inventory: Pick<Inventory, 'findLogSources' | 'findS3Mappings'>,
): Promise<FieldFinding[]> {
  const mappings = await inventory.findS3Mappings([wanted.bucket]);
  const ids = mappings
    .filter(mapping => mapping.instance === instance.id)
    .map(({ integrationId }) => integrationId);
  const { logSources } = await inventory.findLogSources(
    instance.id,
    [...new Set(ids)],
    { visibility },
  );
  const similar = findSimilarSource([...logSources.values()], wanted);
  return similar
    ? [
        {
          field: 'label',
          message: `Panther (${instance.title}) has a log source with this label, AWS account and bucket already, '${similar.label}' (${similar.integrationId}); making another one will be refused.`,
        },
      ]
    : [];
}
