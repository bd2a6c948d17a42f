/**
 * The instance that a log source ref means when it names none, and the id of the only instance of
 * a flat configuration.
 *
 * @public
 */
export const DEFAULT_INSTANCE = 'default';

/**
 * A log source ref in its two parts.
 *
 * @public
 */
export interface LogSourceRef {
  instance: string;
  integrationId: string;
}

/**
 * Reads `<instance>:<integrationId>`, or `<integrationId>` alone for the default instance.
 *
 * @public
 */
export function parseLogSourceRef(ref: string): LogSourceRef {
  const separator = ref.indexOf(':');
  return separator === -1
    ? { instance: DEFAULT_INSTANCE, integrationId: ref.trim() }
    : {
        instance: ref.slice(0, separator).trim() || DEFAULT_INSTANCE,
        integrationId: ref.slice(separator + 1).trim(),
      };
}

/**
 * Writes a log source ref with its instance, which makes equal refs equal strings.
 *
 * @public
 */
export function stringifyLogSourceRef(ref: LogSourceRef): string {
  return `${ref.instance}:${ref.integrationId}`;
}
