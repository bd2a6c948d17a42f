import {
  LogSource,
  LogSourceReason,
  LogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { InventoryStore } from './InventoryStore';
import { SideReadStore } from './SideReadStore';

/** What is wrong with log sources, by their refs as strings. */
export interface LogSourceProblems {
  reasons: Map<string, LogSourceReason[]>;
  /**
   * In a sentence, why nothing of Panther's row could be used. What could not be used for its own id
   * has a ref without one.
   */
  unusable: Map<string, string>;
}

/** What Panther says is wrong with some log sources, and why their last read failed. */
export async function findProblems(
  refs: LogSourceRef[],
  stores: {
    store: Pick<InventoryStore, 'findUnusable'>;
    sideReads: Pick<SideReadStore, 'findReasons'>;
  },
): Promise<LogSourceProblems> {
  const instances = [...new Set(refs.map(({ instance }) => instance))];
  const [reasons, ...unusable] = await Promise.all([
    stores.sideReads.findReasons(refs),
    ...instances.map(async instance => {
      const ids = refs
        .filter(ref => ref.instance === instance)
        .map(({ integrationId }) => integrationId);
      const found = await stores.store.findUnusable(instance, ids);
      return [...found].map(
        ([integrationId, reason]) =>
          [
            stringifyLogSourceRef({ instance, integrationId }),
            `Panther's entry for this log source cannot be read: ${reason}.`,
          ] as const,
      );
    }),
  ]);
  return { reasons, unusable: new Map(unusable.flat()) };
}

/** A stored log source with what is wrong with it. */
export function withProblems(
  logSource: LogSource,
  { reasons, unusable }: LogSourceProblems,
): LogSource {
  const found = reasons.get(logSource.ref);
  const readProblem = unusable.get(logSource.ref);
  return {
    ...logSource,
    ...(found?.length && { reasons: found }),
    ...(readProblem && { readProblem }),
  };
}
