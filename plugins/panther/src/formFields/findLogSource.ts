import {
  LogSource,
  LogSourceQuery,
  PantherApi,
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';

/** Which log sources a field lets people choose from. */
export interface LogSourceFilter {
  permittedTo?: LogSourceQuery['permittedTo'];
  type?: string;
}

/** The log source with this ref, if it is among those to choose from. */
export async function findLogSource(
  pantherApi: PantherApi,
  ref: string,
  options: { filter: LogSourceFilter; signal: AbortSignal },
): Promise<LogSource | undefined> {
  const { filter, signal } = options;
  const parsed = parseLogSourceRef(ref);
  const { items } = await pantherApi.listLogSources(
    {
      q: parsed.integrationId,
      instance: [parsed.instance],
      permittedTo: filter.permittedTo,
      type: filter.type ? [filter.type] : undefined,
    },
    { signal },
  );
  return items
    .map(({ logSource }) => logSource)
    .find(logSource => logSource.ref === stringifyLogSourceRef(parsed));
}

/** Why nothing was found under a ref that the form has. */
export function explainNotFound(
  ref: string,
  { permittedTo, type }: LogSourceFilter,
): string {
  const kind = type ? `log source of type ${type}` : 'log source';
  const action = permittedTo === 'update' ? 'change' : permittedTo ?? 'see';
  return `There is no ${kind} '${ref}' that you may ${action}; choose another.`;
}
