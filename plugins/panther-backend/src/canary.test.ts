import {
  AuditorService,
  LoggerService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { S3SourceInput } from 'backstage-plugin-panther-common';
import { inspect } from 'node:util';
import { migrateDatabase } from './inventory/sql';
import { Fault } from 'panther-sandbox';
import {
  ACCESS_LOGS,
  AUDIT_TRAIL,
  startSandbox,
  startTestPortal,
} from 'panther-test-portal';

jest.setTimeout(120_000);

const MARKER = 'CANARY';
const READ_TOKEN = `read-${MARKER}-token`;
const MANAGE_TOKEN = `manage-${MARKER}-token`;

const newSource: S3SourceInput = {
  awsAccountId: '111122223333',
  bucket: 'acme-refund-logs',
  label: 'Refund logs',
  logProcessingRole:
    'arn:aws:iam::111122223333:role/PantherLogProcessingRole-refunds',
  logStreamType: 'Auto',
  managedBucketNotifications: true,
  prefixes: [{ prefix: '', logTypes: [], excludedPrefixes: [] }],
};

/** At its worst, Panther repeats the tokens that it was sent, in a body and in a header. */
const echo = {
  body: { message: `No luck with ${READ_TOKEN} and ${MANAGE_TOKEN}.` },
  headers: { 'x-echo': MANAGE_TOKEN },
};
const faults: Fault[] = [
  {},
  { status: 400, ...echo },
  { status: 401, ...echo },
  { status: 403, ...echo },
  { status: 409, ...echo },
  { status: 429, ...echo },
  { status: 500, ...echo },
  { status: 200, ...echo },
  { status: 200, body: `<html>${READ_TOKEN} ${MANAGE_TOKEN}` },
  {
    status: 302,
    headers: { location: `https://elsewhere.example/${MANAGE_TOKEN}` },
  },
  { drop: true },
];

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe.each(['rest', 'graphql'] as const)('the tokens, over %s', s3Api => {
  it('are in nothing that leaves the plugin, whatever Panther does', async () => {
    const told = new Array<string>();
    const tell = (...what: unknown[]) =>
      told.push(inspect(what, { depth: 12, showHidden: true }));
    const logger: RootLoggerService & LoggerService = {
      child: () => logger,
      debug: tell,
      info: tell,
      warn: tell,
      error: tell,
    };
    const createEvent: AuditorService['createEvent'] = async ({
      request: _request,
      ...event
    }) => {
      tell('audit', event);
      return {
        success: async end => void tell('audit', end),
        fail: async end => void tell('audit', end, end.error),
      };
    };
    const measure = (name: string) => (value: number, attributes?: object) =>
      void tell('metric', name, value, attributes);
    const sandbox = await startSandbox({
      tokens: [
        { token: READ_TOKEN, name: 'Reader', permissions: ['LogSourceRead'] },
        {
          token: MANAGE_TOKEN,
          name: 'Writer',
          permissions: ['LogSourceRead', 'LogSourceModify'],
        },
      ],
    });
    const knex = await databases.init('SQLITE_3');
    await migrateDatabase(mockServices.database({ knex }));
    const portal = await startTestPortal({
      panther: {
        apiUrl: sandbox.url,
        apiToken: READ_TOKEN,
        manageToken: MANAGE_TOKEN,
        s3Api,
      },
      knex,
      rootLogger: logger,
      auditor: { createEvent },
      metrics: {
        createCounter: name => ({ add: measure(name) }),
        createHistogram: name => ({ record: measure(name) }),
        createObservableGauge: () => ({
          addCallback: () => {},
          removeCallback: () => {},
        }),
      },
    });
    await portal.firstRead();

    const { body: before } = await portal.get(
      `/s3-sources/default/${ACCESS_LOGS}`,
    );
    const {
      awsAccountId: _account,
      bucket: _bucket,
      ...settings
    } = before.settings;
    const statuses = new Set<number>();
    for (const [index, fault] of faults.entries()) {
      const source = {
        ...newSource,
        label: `Refund logs ${index}`,
        bucket: `acme-refund-logs-${index}`,
      };
      const routes = [
        () => portal.get('/openapi.json'),
        () => portal.get('/instances'),
        () => portal.get('/log-sources'),
        () => portal.get(`/log-sources/default/${ACCESS_LOGS}`),
        () => portal.get(`/log-sources/default/${ACCESS_LOGS}/history`),
        () => portal.get('/log-types/default'),
        () => portal.logSourcesOf('checkout-api'),
        () => portal.post('/instances/default/refresh'),
        () => portal.get(`/s3-sources/default/${ACCESS_LOGS}`),
        () => portal.post('/s3-sources/default?dryRun=true').send(source),
        () => portal.post('/s3-sources/default').send(source),
        () =>
          portal
            .put(`/s3-sources/default/${ACCESS_LOGS}?dryRun=true`)
            .send({ ...settings, label: source.label }),
        () =>
          portal
            .put(`/s3-sources/default/${ACCESS_LOGS}`)
            .set('If-Match', before.revision)
            .send({ ...settings, label: source.label }),
        () => portal.delete(`/log-sources/default/${AUDIT_TRAIL}?dryRun=true`),
        () =>
          portal.put(
            `/entities/component/default/web-storefront/links/default/${ACCESS_LOGS}`,
          ),
        () =>
          portal.delete(
            `/entities/component/default/web-storefront/links/default/${ACCESS_LOGS}`,
          ),
        () => portal.delete(`/log-sources/default/${AUDIT_TRAIL}`),
      ];
      for (const ask of routes) {
        if (Object.keys(fault).length) {
          await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
          // As often as a read is tried again.
          sandbox.orderFault({ times: 3, ...fault });
        }
        const { status, headers, text } = await ask();
        statuses.add(status);
        tell(status, headers, text);
      }
    }
    // The refreshes that were asked for, with the last fault.
    await new Promise(resolve => {
      setTimeout(resolve, 6_000);
    });

    // What was told are refusals and successes, logs, records and figures.
    expect([...statuses]).toEqual(
      expect.arrayContaining([200, 201, 202, 204, 503]),
    );
    for (const kind of ['audit', 'metric', 'Read 4', 'No luck']) {
      expect(told.filter(line => line.includes(kind))).not.toEqual([]);
    }
    const tables = await knex('sqlite_master')
      .where('type', 'table')
      .pluck('name');
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      told.push(JSON.stringify(await knex(table).select('*')));
    }
    expect(told.filter(line => line.includes(MARKER))).toEqual([]);
    await sandbox.stop();
  });
});
