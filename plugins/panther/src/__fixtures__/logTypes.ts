import { LogTypeList } from 'backstage-plugin-panther-common';
import { createFreshness } from './answers';

const logTypes = [
  { name: 'AWS.ALB', description: 'Access logs of load balancers' },
  { name: 'AWS.CloudTrail', description: 'Calls of AWS APIs' },
  { name: 'AWS.S3ServerAccess', description: 'Requests for objects' },
  { name: 'Custom.BillingWorker', description: undefined },
];

/** The log types whose names have a text in them. */
export function createLogTypeList(q: string = ''): LogTypeList {
  const items = logTypes
    .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
    .map(logType => ({
      ...logType,
      isManaged: !logType.name.startsWith('Custom.'),
    }));
  return { items, total: items.length, freshness: createFreshness() };
}

/** What the portal says while it may not read the log types. */
export function createUnknownLogTypeList(): LogTypeList {
  return {
    items: [],
    total: 0,
    freshness: {
      ...createFreshness(undefined),
      asOf: undefined,
      stale: true,
      problem: {
        code: 'permissionMissing',
        message: 'The token lacks the permission to view log types.',
      },
    },
  };
}
