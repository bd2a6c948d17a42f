import {
  LogSource,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { InventoryStore } from './InventoryStore';
import { SideReadStore } from './SideReadStore';

/** Where the inventory knows from what is wrong with log sources. */
export interface ProblemStores {
  store: Pick<InventoryStore, 'findUnusable'>;
  sideReads: Pick<SideReadStore, 'findReasons'>;
}

/** Adds to stored log sources what Panther says is wrong with them, and why their last read failed. */
export async function addProblems(
  logSources: LogSource[],
  { store, sideReads }: ProblemStores,
): Promise<LogSource[]> {
  const instances = [...new Set(logSources.map(({ instance }) => instance))];
  const [reasons, ...unusable] = await Promise.all([
    sideReads.findReasons(logSources),
    ...instances.map(async instance => {
      const ids = logSources
        .filter(logSource => logSource.instance === instance)
        .map(({ integrationId }) => integrationId);
      const found = await store.findUnusable(instance, ids);
      return [...found].map(
        ([integrationId, reason]) =>
          [stringifyLogSourceRef({ instance, integrationId }), reason] as const,
      );
    }),
  ]);
  const readProblems = new Map(unusable.flat());
  return logSources.map(logSource => {
    const found = reasons.get(logSource.ref);
    const readProblem = readProblems.get(logSource.ref);
    return {
      ...logSource,
      ...(found?.length && { reasons: found }),
      ...(readProblem && { readProblem: explainUnusable(readProblem) }),
    };
  });
}

/** Why nothing of a row could be used, as a sentence. */
export function explainUnusable(reason: string): string {
  return `Panther's entry for this log source cannot be read: ${reason}.`;
}
