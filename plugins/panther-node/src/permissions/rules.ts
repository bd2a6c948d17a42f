import { createPermissionRule } from '@backstage/plugin-permission-node';
import { LINK_ORIGINS } from 'backstage-plugin-panther-common';
import { z } from 'zod';
import { logSourcePermissionResourceRef as resourceRef } from './logSourcePermissionResourceRef';

const isInInstance = createPermissionRule({
  name: 'IS_IN_INSTANCE',
  description: 'Allow log sources of some Panther instances',
  resourceRef,
  paramsSchema: z.object({
    instances: z.array(z.string()).describe('Ids of configured instances'),
  }),
  apply: ({ instance }, { instances }) => instances.includes(instance),
  toQuery: ({ instances }) => ({ property: 'instance', values: instances }),
});

const hasType = createPermissionRule({
  name: 'HAS_TYPE',
  description: 'Allow log sources of some integration types',
  resourceRef,
  paramsSchema: z.object({
    types: z
      .array(z.string())
      .describe("Panther's integration types, such as aws-s3"),
  }),
  apply: ({ type }, { types }) => types.includes(type),
  toQuery: ({ types }) => ({ property: 'type', values: types }),
});

const hasLogType = createPermissionRule({
  name: 'HAS_LOG_TYPE',
  description: 'Allow log sources that send at least one of some log types',
  resourceRef,
  paramsSchema: z.object({
    logTypes: z
      .array(z.string())
      .describe('Names of log types, such as AWS.CloudTrail'),
  }),
  apply: (logSource, { logTypes }) =>
    logSource.logTypes.some(logType => logTypes.includes(logType)),
  toQuery: ({ logTypes }) => ({ property: 'logType', values: logTypes }),
});

const isLinkedToOwnedEntity = createPermissionRule({
  name: 'IS_LINKED_TO_OWNED_ENTITY',
  description:
    'Allow log sources that are linked to an entity owned by one of some claims',
  resourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Refs of owners, as in the ownership claims of a user'),
    origins: z
      .array(z.enum(LINK_ORIGINS))
      .describe(
        'Where a link has to come from to count; whoever edits a catalog file can claim the origins annotation and bucket',
      ),
  }),
  apply: ({ linkedOwners }, { claims, origins }) => {
    const owners = claims.map(inLowerCase);
    return linkedOwners.some(
      ({ ownerRef, origin }) =>
        owners.includes(ownerRef) && origins.includes(origin),
    );
  },
  toQuery: ({ claims, origins }) => ({
    property: 'linkedOwner',
    values: claims,
    origins,
  }),
});

const wasCreatedInPortalBy = createPermissionRule({
  name: 'WAS_CREATED_IN_PORTAL_BY',
  description:
    'Allow log sources that one of some claims has made through the portal',
  resourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Refs of users, as in the ownership claims of a user'),
  }),
  apply: ({ createdInPortalBy }, { claims }) =>
    claims.map(inLowerCase).some(claim => claim === createdInPortalBy),
  toQuery: ({ claims }) => ({ property: 'createdInPortalBy', values: claims }),
});

/** The catalog keeps refs in lower case, and takes them in any. */
function inLowerCase(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/**
 * The rules that conditional decisions about log sources are made of.
 *
 * @public
 */
export const logSourcePermissionRules = {
  isInInstance,
  hasType,
  hasLogType,
  isLinkedToOwnedEntity,
  wasCreatedInPortalBy,
};
