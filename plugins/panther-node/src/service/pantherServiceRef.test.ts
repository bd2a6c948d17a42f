import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { PantherService } from './PantherService';
import { pantherServiceRef } from './pantherServiceRef';

const PAULA = mockCredentials.user('user:default/paula');
const SAM = mockCredentials.user('user:default/sam');

/** What another plugin gets of the Panther plugin, whose routes answer as a test says. */
async function setup(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const callers = new Array<string>();
  let panther: PantherService | undefined;
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'panther',
        register(env) {
          env.registerInit({
            deps: {
              httpAuth: coreServices.httpAuth,
              httpRouter: coreServices.httpRouter,
            },
            async init({ httpAuth, httpRouter }) {
              httpRouter.use(async (request, response) => {
                const { principal } = await httpAuth.credentials(request, {
                  allow: ['user', 'service'],
                });
                callers.push(
                  principal.type === 'user'
                    ? principal.userEntityRef
                    : principal.subject,
                );
                answer(request, response);
              });
            },
          });
        },
      }),
      createBackendPlugin({
        pluginId: 'coverage',
        register(env) {
          env.registerInit({
            deps: { service: pantherServiceRef },
            async init({ service }) {
              panther = service;
            },
          });
        },
      }),
    ],
  });
  if (!panther) {
    throw new Error('The plugin was not given the service');
  }
  return { panther, callers, stop: () => backend.stop() };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

describe('pantherServiceRef', () => {
  it('calls the routes of the Panther plugin as whoever it is asked to', async () => {
    const asked = new Array<string>();
    const { panther, callers, stop } = await setup((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      send(response, 200, { items: [] });
    });

    const ofPaula = panther.getClient({ credentials: PAULA });
    const ofSam = panther.getClient({ credentials: SAM });
    const ofPlugin = panther.getClient({
      credentials: mockCredentials.service('plugin:coverage'),
    });
    await ofPaula.listLogSources({ type: ['aws-s3'], permittedTo: 'update' });
    await ofSam.listInstances();
    await ofPaula.listInstances();
    await ofPlugin.listInstances();

    expect(asked).toEqual([
      'GET /log-sources?type=aws-s3&permittedTo=update',
      'GET /instances',
      'GET /instances',
      'GET /instances',
    ]);
    expect(callers).toEqual([
      'user:default/paula',
      'user:default/sam',
      'user:default/paula',
      'plugin:coverage',
    ]);
    await stop();
  });

  it('sends what is written with its headers', async () => {
    let sent: { headers: IncomingMessage['headers']; body: string } | undefined;
    const { panther, stop } = await setup(async (request, response) => {
      const chunks = new Array<Buffer>();
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      sent = {
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      send(response, 201, { revision: 'r1' });
    });
    const source = {
      awsAccountId: '111122223333',
      bucket: 'acme-refund-logs',
      label: 'Refund logs',
      logProcessingRole: 'arn:aws:iam::111122223333:role/Panther',
      logStreamType: 'Auto',
      managedBucketNotifications: true,
      prefixes: [],
    };

    await panther
      .getClient({ credentials: PAULA })
      .createS3Source('default', source, { idempotencyKey: 'refunds-1' });

    expect(JSON.parse(sent?.body ?? '')).toEqual(source);
    expect(sent?.headers).toMatchObject({
      'idempotency-key': 'refunds-1',
      'content-type': 'application/json',
    });
    await stop();
  });

  it('throws what the routes refuse, with their sentence', async () => {
    const { panther, stop } = await setup((_, response) =>
      send(response, 403, {
        error: { name: 'NotAllowedError', message: 'You may not.' },
        response: { statusCode: 403 },
      }),
    );
    await expect(
      panther.getClient({ credentials: PAULA }).listInstances(),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'You may not.' },
    });
    await stop();
  });

  it('gives a call up when it is told to', async () => {
    const arrived = new AbortController();
    const { panther, stop } = await setup(() => arrived.abort());
    const controller = new AbortController();
    const outcome = panther
      .getClient({ credentials: PAULA })
      .listInstances({ signal: controller.signal })
      .catch((error: Error) => error.name);
    if (!arrived.signal.aborted) {
      await once(arrived.signal, 'abort');
    }
    controller.abort();
    await expect(outcome).resolves.toBe('AbortError');
    await stop();
  });
});
