import { FieldFinding, S3SourceInput } from '../types';
import { hasInvisible, quote } from './text';

type Prefixes = S3SourceInput['prefixes'];

/**
 * What is wrong with the log types of an S3 source. Those that it has already may stay: they are in
 * the tenant, though it may have archived them.
 */
export function checkLogTypes(
  prefixes: Prefixes,
  known: string[] | undefined,
  current: Prefixes = [],
): FieldFinding[] {
  const allowed =
    known &&
    new Set([...known, ...current.flatMap(({ logTypes }) => logTypes)]);
  const spellings = new Map(known?.map(name => [normalise(name), name]));
  return prefixes.flatMap(({ logTypes }, index) => {
    const seen = new Set<string>();
    return logTypes.flatMap((logType, at) => {
      const again = seen.has(logType);
      seen.add(logType);
      const message = again
        ? `The log type ${quote(logType)} is there twice; remove one of them.`
        : explainLogType(logType, allowed, spellings);
      return message
        ? [{ field: `prefixes.${index}.logTypes.${at}`, message }]
        : [];
    });
  });
}

function explainLogType(
  logType: string,
  allowed: Set<string> | undefined,
  spellings: Map<string, string>,
): string | undefined {
  if (!logType.trim()) {
    return 'A log type must not be empty; choose one or remove it.';
  }
  if (allowed ? allowed.has(logType) : !hasInvisible(logType)) {
    return undefined;
  }
  const meant = spellings.get(normalise(logType));
  return meant
    ? `Panther writes the log type ${quote(
        logType,
      )} as '${meant}'; write it that way.`
    : `Panther has no log type ${quote(
        logType,
      )}; choose one of those it has, or make it there first.`;
}

function normalise(logType: string): string {
  return logType.trim().toLowerCase();
}
