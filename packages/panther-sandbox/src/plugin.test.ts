import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { ids } from './__testUtils__/callers';
import { exampleDocuments } from './__testUtils__/exampleDocuments';
import plugin from './index';

describe('the backend feature', () => {
  it('mounts a tenant that takes its own tokens and not those of Backstage', async () => {
    const { server } = await startTestBackend({
      features: [
        plugin,
        // A caller that Backstage knows nothing of.
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
      ],
    });
    const mounted = (path: string) => `/api/panther-sandbox${path}`;
    const list = await request(server)
      .post(mounted('/public/graphql'))
      .set('x-api-key', 'sandbox-token')
      .send({ query: exampleDocuments.ListSources });
    expect(list.status).toBe(200);
    expect(list.body.data.sources.edges).toHaveLength(40);

    const update = await request(server)
      .put(mounted(`/log-sources/s3/${ids.edge}`))
      .set('x-api-key', 'sandbox-token')
      .send({ integrationLabel: 5 });
    expect(update.status).toBe(400);
    expect(update.body.name).toBe('decode_payload');

    const stranger = await request(server).get(mounted('/api-tokens/self'));
    expect(stranger.status).toBe(401);
    expect(stranger.body).toEqual({ error: 'unauthorized' });

    await request(server)
      .post(mounted('/_sandbox/faults'))
      .send({ status: 500 });
    const broken = await request(server).get(mounted('/alerts'));
    expect(broken.status).toBe(500);
  });
});
