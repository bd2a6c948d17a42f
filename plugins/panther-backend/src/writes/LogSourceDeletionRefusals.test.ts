import { setupTenants } from '../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, ana } from './__testUtils__/setupS3Writes';
import { createTestDatabase } from '../__testUtils__/createTestDatabase';
import {
  NOT_EDITABLE,
  NEVER_THERE,
  seesNoS3Source,
  setupDeletion,
} from './__testUtils__/setupDeletion';

const tenants = setupTenants();
const database = createTestDatabase();
const setup = (options: Parameters<typeof setupDeletion>[1] = {}) =>
  setupDeletion({ tenants, database }, options);

describe('the preview of a deletion', () => {
  it('tells what is deleted, and which entities that affects', async () => {
    const { deletion, findLinkedEntities, find } = await setup();
    await expect(deletion.preview(ACCESS_LOGS, ana)).resolves.toEqual({
      logSource: await find(),
      affected: {
        linkedEntities: [
          {
            entityRef: 'component:default/checkout-api',
            origins: ['annotation'],
          },
        ],
        otherLinkedEntities: 2,
      },
    });
    expect(findLinkedEntities).toHaveBeenCalledWith(
      [expect.objectContaining(ACCESS_LOGS)],
      { credentials: ana.credentials },
    );
  });

  it('asks Panther for nothing', async () => {
    const { deletion, countRequests, isInPanther } = await setup();
    await deletion.preview(ACCESS_LOGS, ana);
    expect(countRequests()).toEqual({});
    await expect(isInPanther()).resolves.toBe(true);
  });
});

describe.each(['preview', 'delete'] as const)('to %s', method => {
  it('a log source that was never there is not possible', async () => {
    const { deletion } = await setup();
    await expect(deletion[method](NEVER_THERE, ana)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `Panther (Acme Security) has no log source with the id '${NEVER_THERE.integrationId}'.`,
    });
  });

  it('a log source that one may not see is as if it were not there', async () => {
    const { deletion, isInPanther, countRequests } = await setup();
    const refusals = await Promise.all(
      [ACCESS_LOGS, NEVER_THERE].map(ref =>
        deletion[method](ref, seesNoS3Source).then(
          () => 'done',
          error =>
            `${error.name}: ${error.message}`.replace(ref.integrationId, 'ID'),
        ),
      ),
    );
    expect(refusals[0]).toBe(
      "NotFoundError: Panther (Acme Security) has no log source with the id 'ID', or you may not see it.",
    );
    expect(refusals[1]).toBe(refusals[0]);
    expect(countRequests()).toEqual({});
    await expect(isInPanther()).resolves.toBe(true);
  });

  it('a log source that Panther lets nobody change is refused with that', async () => {
    const { deletion, countRequests } = await setup();
    await expect(deletion[method](NOT_EDITABLE, ana)).rejects.toThrow(
      "Panther marks the log source 'Okta profiles' as not editable",
    );
    expect(countRequests()).toEqual({});
  });

  it('is off without a token for it, and says how to turn it on', async () => {
    const { deletion, countRequests } = await setup({
      instance: { manageToken: undefined },
    });
    await expect(deletion[method](ACCESS_LOGS, ana)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('set panther.manageToken'),
    });
    expect(countRequests()).toEqual({});
  });

  it('names the instances there are where there is no such instance', async () => {
    const { deletion } = await setup();
    await expect(
      deletion[method]({ ...ACCESS_LOGS, instance: 'eu' }, ana),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
