import { ServiceUnavailableError } from '@backstage/errors';

/** The catalog's own status and body would otherwise go out as ours. */
export async function askCatalog<T>(
  what: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ServiceUnavailableError(
      `The catalog could not be asked for ${what}`,
      error,
    );
  }
}
