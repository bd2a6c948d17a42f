import { NotAllowedError } from '@backstage/errors';
import { getConfigured } from '../inventory/getConfigured';
import { WriteTarget } from './types';

/**
 * The target of writes to an instance. Throws a `NotFoundError` where it is not configured, and a
 * `NotAllowedError` where it has no token for writing.
 */
export function requireWritable(
  targets: WriteTarget[],
  instanceId: string,
): WriteTarget {
  const target = getConfigured(
    new Map(targets.map(it => [it.instance.id, it])),
    instanceId,
  );
  const { title, configKey, manageToken } = target.instance;
  if (!manageToken) {
    throw new NotAllowedError(
      `Writing to Panther (${title}) is off here; set ${configKey}.manageToken to a token with View and Manage Log Sources to turn it on.`,
    );
  }
  return target;
}
