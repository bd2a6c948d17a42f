import { LoggerService } from '@backstage/backend-plugin-api';
import { acmeInstance } from '../../__testUtils__/acmeInstance';
import { TenantClient } from '../TenantClient';

/**
 * A program of its own, because Node reads NODE_EXTRA_CA_CERTS only when it starts. Prints the
 * labels of the log sources of the tenant at the URL it is given, or why there are none.
 */
async function main(url: string) {
  const silent = () => {};
  const logger: LoggerService = {
    error: silent,
    warn: silent,
    info: silent,
    debug: silent,
    child: () => logger,
  };
  const client = TenantClient.fromConfig(
    { ...acmeInstance, restUrl: url, graphqlUrl: `${url}/public/graphql` },
    { logger, limits: { attempts: 1 } },
  );
  const { sources } = await client.listSources();
  process.stdout.write(sources.map(({ label }) => label).join('\n'));
  await client.close();
}

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(error.message);
  process.exitCode = 1;
});
