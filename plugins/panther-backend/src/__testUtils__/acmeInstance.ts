import { InstanceConfig } from '../config/InstanceConfig';

/** The demo's tenant as a checked configuration; nothing answers at its URL. */
export const acmeInstance: InstanceConfig = {
  id: 'default',
  configKey: 'panther',
  title: 'Acme Security',
  restUrl: 'https://api.acme.runpanther.net',
  graphqlUrl: 'https://api.acme.runpanther.net/public/graphql',
  consoleUrl: 'https://acme.runpanther.net',
  apiToken: 'read-token',
  s3Api: 'rest',
  refresh: { frequency: { minutes: 5 }, timeout: { minutes: 1 } },
  silence: { after: { hours: 24 }, logTypes: {}, logSources: {} },
};
