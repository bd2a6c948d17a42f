import {
  BILLING_WORKER_LOGS,
  CHECKOUT_ACCESS_LOGS,
  pageOf,
} from '../__testUtils__/graphqlAnswers';
import { setupTenants } from '../__testUtils__/setupTenants';

const { serveAnswers, connect } = setupTenants();

describe('a list of several pages', () => {
  it('is read to its end', async () => {
    const { url, requests } = await serveAnswers(
      { body: { data: { sources: pageOf([CHECKOUT_ACCESS_LOGS], 'next') } } },
      { body: { data: { sources: pageOf([BILLING_WORKER_LOGS]) } } },
    );
    const { client } = connect(url);

    const { sources } = await client.listSources();

    expect(sources.map(({ label }) => label)).toEqual([
      'Checkout access logs',
      'Billing worker logs',
    ]);
    expect(requests.map(({ body }) => JSON.parse(body).variables)).toEqual([
      { cursor: '' },
      { cursor: 'next' },
    ]);
  });

  it('holds a source once that moved between the pages', async () => {
    const { url } = await serveAnswers(
      { body: { data: { sources: pageOf([CHECKOUT_ACCESS_LOGS], 'next') } } },
      {
        body: {
          data: {
            sources: pageOf([{ ...CHECKOUT_ACCESS_LOGS, isHealthy: false }]),
          },
        },
      },
    );
    const { client } = connect(url);

    const { sources } = await client.listSources();

    expect(sources).toMatchObject([
      { label: 'Checkout access logs', isHealthy: false },
    ]);
  });

  it.each([
    { what: 'goes round in a circle', cursors: ['a', 'b', 'a'], pages: 3 },
    { what: 'stays where it is', cursors: ['a', 'a'], pages: 2 },
    { what: 'has no next cursor', cursors: [null], pages: 1 },
    { what: 'has an empty next cursor', cursors: [''], pages: 1 },
  ])('is an error if it $what', async ({ cursors, pages }) => {
    const { url, requests } = await serveAnswers(
      ...cursors.map(cursor => ({
        body: { data: { sources: pageOf([CHECKOUT_ACCESS_LOGS], cursor) } },
      })),
    );
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'unexpectedAnswer',
      message: expect.stringContaining('data.sources.pageInfo.endCursor'),
    });
    expect(requests).toHaveLength(pages);
  });

  it('is an error if it never ends', async () => {
    let page = 0;
    const { url } = await serveAnswers(() => {
      page += 1;
      return { body: { data: { sources: pageOf([], `page ${page}`) } } };
    });
    const { client } = connect(url);

    await expect(client.listSources()).rejects.toThrow('on page 100');
    expect(page).toBe(100);
  });

  it('has one time limit for all of them', async () => {
    let page = 0;
    const { url } = await serveAnswers(() => {
      page += 1;
      return { body: { data: { sources: pageOf([], `page ${page}`) } } };
    });
    const { client } = connect(url, { limits: { callMs: 1 } });

    await expect(client.listSources()).rejects.toMatchObject({
      failure: 'timedOut',
    });
  });
});
