import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readInstances } from './readInstances';

const acme = {
  apiUrl: 'https://api.acme.runpanther.net',
  apiToken: 'read-token',
};

function read(panther: JsonObject | undefined) {
  return readInstances(
    new ConfigReader(panther && { panther }, 'app-config.yaml'),
  );
}

describe('readInstances', () => {
  it('reads a single tenant written flat, and calls it default', () => {
    expect(read(acme)).toEqual([
      {
        id: 'default',
        configKey: 'panther',
        title: 'default',
        restUrl: 'https://api.acme.runpanther.net',
        graphqlUrl: 'https://api.acme.runpanther.net/public/graphql',
        consoleUrl: undefined,
        apiToken: 'read-token',
        manageToken: undefined,
        awsAccountId: undefined,
        s3Api: 'rest',
        refresh: { frequency: { minutes: 5 }, timeout: { minutes: 1 } },
        silence: { after: { hours: 24 }, logTypes: {}, logSources: {} },
      },
    ]);
  });

  it('reads several tenants with everything set', () => {
    const [eu, us] = read({
      instances: [
        {
          ...acme,
          id: 'eu',
          title: 'Acme Europe',
          consoleUrl: 'https://acme.runpanther.net/',
          manageToken: 'manage-token',
          awsAccountId: '012345678901',
          s3Api: 'graphql',
          refresh: { frequency: 'PT30S', timeout: { seconds: 20 } },
          silence: {
            after: { days: 2 },
            logTypes: { 'AWS.CloudTrail': 'PT1H' },
            logSources: { '3f6c': { minutes: 5 } },
          },
        },
        { ...acme, id: 'us' },
      ],
    });
    expect(eu).toMatchObject({
      id: 'eu',
      configKey: 'panther.instances[0]',
      title: 'Acme Europe',
      consoleUrl: 'https://acme.runpanther.net',
      manageToken: 'manage-token',
      awsAccountId: '012345678901',
      s3Api: 'graphql',
      refresh: { frequency: { seconds: 30 }, timeout: { seconds: 20 } },
      silence: {
        after: { days: 2 },
        logTypes: { 'AWS.CloudTrail': { hours: 1 } },
        logSources: { '3f6c': { minutes: 5 } },
      },
    });
    expect(us).toMatchObject({ id: 'us', configKey: 'panther.instances[1]' });
  });

  it.each([
    ['https://api.acme.runpanther.net/', 'https://api.acme.runpanther.net'],
    [
      'https://api.acme.runpanther.net/public/graphql',
      'https://api.acme.runpanther.net',
    ],
    [
      'https://gateway.acme.net/v1/public/graphql/',
      'https://gateway.acme.net/v1',
    ],
    ['https://gateway.acme.net/v1', 'https://gateway.acme.net/v1'],
    [
      'http://localhost:7007/api/panther-sandbox',
      'http://localhost:7007/api/panther-sandbox',
    ],
  ])('takes %s for the API at %s', (apiUrl, root) => {
    expect(read({ ...acme, apiUrl })).toEqual([
      expect.objectContaining({
        restUrl: root,
        graphqlUrl: `${root}/public/graphql`,
      }),
    ]);
  });

  it.each<[string, JsonObject | undefined, string]>([
    [
      'no panther section',
      undefined,
      'set panther.apiUrl and panther.apiToken',
    ],
    [
      'an empty list of instances',
      { instances: [] },
      'panther.instances is empty',
    ],
    [
      'both forms at once',
      { ...acme, instances: [{ ...acme, id: 'eu' }] },
      'move panther.apiUrl into an entry of panther.instances',
    ],
    ['no API URL', { apiToken: 'read-token' }, "'panther.apiUrl'"],
    ['no token', { apiUrl: acme.apiUrl }, "'panther.apiToken'"],
    ['an empty token', { ...acme, apiToken: '' }, "'panther.apiToken'"],
    [
      'a token with a line break',
      { ...acme, apiToken: 'read-token\n' },
      'panther.apiToken has white space',
    ],
    [
      'a manage token with a blank',
      { ...acme, manageToken: 'manage token' },
      'panther.manageToken has white space',
    ],
    [
      'no id in the second of two',
      { instances: [{ ...acme, id: 'eu' }, acme] },
      "'panther.instances[1].id'",
    ],
    [
      'the same id twice',
      {
        instances: [
          { ...acme, id: 'eu' },
          { ...acme, id: 'eu' },
        ],
      },
      "panther.instances[1].id is 'eu', which an entry before it has already",
    ],
    [
      'an id with a colon',
      { instances: [{ ...acme, id: 'eu:west' }] },
      'panther.instances[0].id may only have',
    ],
    [
      'an API URL that is none',
      { ...acme, apiUrl: 'api.acme.runpanther.net' },
      'panther.apiUrl must be a URL such as',
    ],
    [
      'an API URL without encryption',
      { ...acme, apiUrl: 'http://api.acme.runpanther.net' },
      'panther.apiUrl must start with https://',
    ],
    [
      'an API URL with a password',
      { ...acme, apiUrl: 'https://me:secret@api.acme.runpanther.net' },
      'panther.apiUrl must have no user name, password',
    ],
    [
      'an API URL with a query',
      { ...acme, apiUrl: 'https://api.acme.runpanther.net?token=secret' },
      'panther.apiUrl must have no user name, password, query',
    ],
    [
      'a Console URL that is none',
      { ...acme, consoleUrl: 'ftp://acme.runpanther.net' },
      'panther.consoleUrl must be a URL',
    ],
    [
      'an AWS account with 11 digits',
      { ...acme, awsAccountId: '12345678901' },
      'panther.awsAccountId must be the 12 digits',
    ],
    [
      'an AWS account that YAML took for a number',
      { ...acme, awsAccountId: 123456789012 },
      'panther.awsAccountId must be the 12 digits of an AWS account in quotes',
    ],
    [
      'an unknown API',
      { ...acme, s3Api: 'soap' },
      'panther.s3Api must be rest',
    ],
    [
      'a frequency that is no duration',
      { ...acme, refresh: { frequency: 'often' } },
      'panther.refresh.frequency must be a duration',
    ],
    [
      'a frequency in a unit that nobody has',
      { ...acme, refresh: { frequency: { minuts: 5 } } },
      'panther.refresh.frequency must be a duration',
    ],
    [
      'a silence of a log type that is no duration',
      { ...acme, silence: { logTypes: { 'AWS.ALB': 'soon' } } },
      "panther.silence.logTypes['AWS.ALB'] must be a duration",
    ],
    [
      'a timeout of more than an hour',
      { ...acme, refresh: { timeout: { days: 30 } } },
      'panther.refresh.timeout must be an hour at most',
    ],
    [
      'a timeout below a second',
      { ...acme, refresh: { timeout: { milliseconds: 5 } } },
      'panther.refresh.timeout must be a duration of at least a second',
    ],
  ])('names the key when there is %s', (_mistake, panther, message) => {
    expect(() => read(panther)).toThrow(message);
  });

  it('never quotes a token or a URL in a message', () => {
    for (const panther of [
      { ...acme, apiToken: 'very secret' },
      { ...acme, manageToken: 'very secret' },
      { ...acme, apiUrl: 'https://very:secret@api.acme.runpanther.net' },
    ]) {
      expect(() => read(panther)).toThrow(
        expect.objectContaining({
          message: expect.not.stringContaining('secret'),
        }),
      );
    }
  });
});
