import { ConflictError } from '@backstage/errors';
import { Inventory } from '../inventory/Inventory';
import { PantherSource } from '../tenant/types';
import { Writer, WriteTarget } from './types';

/** The error about a log source that is in the way of another one, named only to those who may see it. */
export async function toDuplicateError(
  { integrationId, label }: PantherSource,
  options: {
    target: WriteTarget;
    writer: Writer;
    inventory: Pick<Inventory, 'findLogSources'>;
  },
): Promise<ConflictError> {
  const { target, writer, inventory } = options;
  const { id, title } = target.instance;
  const { visibility } = writer;
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
