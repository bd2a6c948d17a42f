import { NotFoundError } from '@backstage/errors';

/** What is kept for one configured instance, or a `NotFoundError` that names those there are. */
export function getConfigured<T>(
  configured: ReadonlyMap<string, T>,
  instance: string,
): T {
  const found = configured.get(instance);
  if (found === undefined) {
    throw new NotFoundError(
      `No Panther instance is called '${instance}'; configured are ${[
        ...configured.keys(),
      ].join(', ')}.`,
    );
  }
  return found;
}
