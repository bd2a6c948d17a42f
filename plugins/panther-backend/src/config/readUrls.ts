import { InputError } from '@backstage/errors';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The two endpoints behind the API URL that people copy from the Panther Console, where it ends in
 * /public/graphql, or build from its root. A /v1 is kept: tenants in a customer's own AWS account
 * answer below it, others do not.
 */
export function readApiUrls(
  value: string,
  key: string,
): { restUrl: string; graphqlUrl: string } {
  const url = parseUrl(value, key);
  // The token goes with every request.
  if (url.protocol !== 'https:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    throw new InputError(
      `${key} must start with https://, since the API token is sent there`,
    );
  }
  const restUrl = withoutTrailingSlashes(
    withoutTrailingSlashes(url.href).replace(/\/public\/graphql$/, ''),
  );
  return { restUrl, graphqlUrl: `${restUrl}/public/graphql` };
}

/** The root of the Panther Console, with no trailing slash. */
export function readConsoleUrl(value: string, key: string): string {
  return withoutTrailingSlashes(parseUrl(value, key).href);
}

function parseUrl(value: string, key: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `${key} must be a URL such as https://api.acme.runpanther.net`,
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new InputError(
      `${key} must have no user name, password, query or fragment`,
    );
  }
  return url;
}

function withoutTrailingSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}
