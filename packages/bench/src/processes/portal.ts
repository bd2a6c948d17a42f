import { InstanceList } from 'backstage-plugin-panther-common';
import { VIEWER_HEADER } from '../backend/signInModule';
import { viewerName, VIEWERS } from '../catalog/createCatalog';
import { waitUntil } from '../waitUntil';
import { Backend } from './Backend';

const CATALOG_LIMIT = { timeoutMs: 300_000, everyMs: 1_000 };
const REST_LIMIT = { timeoutMs: 300_000, everyMs: 3_000 };
/** Of processor time, between two looks. */
const REST_MS = 150;
const REFRESH_LIMIT = { timeoutMs: 60_000, everyMs: 200 };

/** Signs everybody in, as soon as the catalog knows them. */
export async function signIn(backend: Backend): Promise<string[]> {
  const tokens = new Array<string>();
  for (let viewer = 0; viewer < VIEWERS; viewer++) {
    const headers = { [VIEWER_HEADER]: viewerName(viewer) };
    tokens.push(
      await waitUntil(
        `The sign-in of ${viewerName(viewer)}`,
        async () => {
          try {
            const answer = await backend.ask('/api/auth/bench/refresh', {
              headers,
            });
            const { backstageIdentity } = JSON.parse(answer.toString());
            return backstageIdentity.token as string;
          } catch {
            // The catalog does not know the user yet.
            return undefined;
          }
        },
        CATALOG_LIMIT,
      ),
    );
  }
  return tokens;
}

/** Resolves when the catalog has so many components. */
export async function waitForComponents(
  backend: Backend,
  token: string,
  count: number,
): Promise<void> {
  await waitUntil(
    `A catalog of ${count} components`,
    async () => {
      const answer = await backend.ask(
        '/api/catalog/entities/by-query?filter=kind=component&limit=1&fields=kind',
        { token },
      );
      const { totalItems } = JSON.parse(answer.toString());
      return totalItems === count ? true : undefined;
    },
    CATALOG_LIMIT,
  );
}

/** Resolves when the backend has next to nothing to do; a catalog goes on long after it has all entities. */
export async function waitForRest(backend: Backend): Promise<void> {
  await backend.takeWork();
  await waitUntil(
    'A backend at rest',
    async () => ((await backend.takeWork()).cpuMs < REST_MS ? true : undefined),
    REST_LIMIT,
  );
}

/** The time of the last good read of Panther. */
export async function readAsOf(
  backend: Backend,
  token: string,
): Promise<string | undefined> {
  const answer = await backend.ask('/api/panther/instances', { token });
  const { items }: InstanceList = JSON.parse(answer.toString());
  return items[0]?.freshness.asOf;
}

/** Has Panther read soon. */
export async function requestRead(
  backend: Backend,
  token: string,
): Promise<void> {
  await backend.ask('/api/panther/instances/default/refresh', {
    method: 'POST',
    token,
  });
}

/** Resolves when Panther has been read well, and not just when it was `before`. */
export async function waitForRead(
  backend: Backend,
  token: string,
  before?: string,
): Promise<void> {
  await waitUntil(
    'A read of Panther',
    async () => {
      const asOf = await readAsOf(backend, token);
      return asOf === before ? undefined : asOf;
    },
    REFRESH_LIMIT,
  );
}
