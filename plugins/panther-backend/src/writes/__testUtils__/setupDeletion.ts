import { Fault } from 'panther-sandbox';
import { setupTenants } from '../../tenant/__testUtils__/setupTenants';
import { ACCESS_LOGS, ana } from './setupS3Writes';
import { setupWrittenSources } from './setupWrittenSources';
import { Writer } from '../../permissions/CallerPermissions';
import { createTestDatabase } from '../../__testUtils__/createTestDatabase';

/** Log sources of the sandbox's tenant. */
export const AUDIT_TRAIL = {
  instance: 'default',
  integrationId: 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40',
};
export const OKTA = {
  instance: 'default',
  integrationId: '1a6f03c9-b25d-4e78-93fc-80d7a4e62b51',
};
export const NOT_EDITABLE = {
  instance: 'default',
  integrationId: 'f8b1a6c3-95d2-4e07-b48a-7c30e9d25f61',
};
export const NEVER_THERE = {
  instance: 'default',
  integrationId: 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17',
};

export const ACCESS_LOGS_REF = `default:${ACCESS_LOGS.integrationId}`;

export const seesNoS3Source: Writer = {
  ...ana,
  visibility: { property: 'type', values: ['log-pulling'] },
};

export const unclear = {
  outcome: 'unknown',
  message:
    "It is not known yet whether Panther (Acme Security) deletes the log source 'Checkout access logs'; the next refresh will tell.",
};

/** Panther, or what stands before it, says so of something else, in the same way. */
export function notFound(operation: string): Fault {
  const message = 'failed to delete integration: credentials secret not found';
  return operation.endsWith('S3Source')
    ? { status: 404, body: { message } }
    : {
        body: {
          data: { [operation]: null },
          errors: [{ message, path: [operation] }],
        },
      };
}

/** What the tests of deleting log sources begin with. */
export async function setupDeletion(
  {
    tenants,
    database,
  }: {
    tenants: ReturnType<typeof setupTenants>;
    database: ReturnType<typeof createTestDatabase>;
  },
  options: Omit<Parameters<typeof setupWrittenSources>[1], 'knex'> = {},
) {
  const knex = await database.empty();
  const setUp = await setupWrittenSources(tenants, { ...options, knex });
  const { client, linkedEntities } = setUp;
  return {
    ...setUp,
    deleteS3Source: jest.spyOn(client, 'deleteS3Source'),
    findLinkedEntities: jest
      .spyOn(linkedEntities, 'findLinkedEntities')
      .mockResolvedValue(
        new Map([
          [
            ACCESS_LOGS_REF,
            {
              linkedEntities: [
                {
                  entityRef: 'component:default/checkout-api',
                  origins: ['annotation'],
                },
              ],
              otherLinkedEntities: 2,
            },
          ],
        ]),
      ),
  };
}
