import { createHash } from 'node:crypto';
import type { LogSource } from '../types';
import { terraformToken, users } from './actors';
import {
  buildSource,
  prefix,
  s3Details,
  spans,
  steady,
  stopped,
} from './buildSource';

const teams = [
  'Orders',
  'Payments',
  'Search',
  'Catalog',
  'Shipping',
  'Identity',
  'Pricing',
  'Returns',
];
const systems = ['api', 'worker', 'gateway', 'batch', 'edge'];
const s3LogTypes = [
  'AWS.ALB',
  'AWS.CloudTrail',
  'AWS.S3ServerAccess',
  'AWS.VPCFlow',
  'Custom.ServiceLogs',
];
const otherKinds = [
  { type: 'http-ingest', logTypes: ['Custom.ServiceLogs'] },
  { type: 'aws-sqs', logTypes: ['Custom.ServiceLogs'] },
  { type: 'aws-cloudwatch-logs', logTypes: ['AWS.CloudWatchEvents'] },
  { type: 'gcp-gcs', logTypes: ['GCP.AuditLog'] },
  { type: 'log-pulling', logTypes: ['Okta.SystemLog'] },
];
const creators = [users.amara, users.jonas, users.mei, terraformToken];

/** The source at this place of a large tenant; the same place always gives the same source. */
export function generateSource(index: number, now: number): LogSource {
  const hash = createHash('sha256').update(`log source ${index}`).digest();
  const team = pick(teams, hash.readUInt8(0));
  const system = pick(systems, hash.readUInt8(1));
  const label = `${team} ${system} ${index}`;
  const common = {
    id: asUuid(hash),
    label,
    age: (1 + (hash.readUInt16BE(2) % 900)) * spans.day,
    createdBy: pick(creators, hash.readUInt8(4)),
    modifiedAgo: (hash.readUInt8(5) % 24) * spans.hour,
    editable: hash.readUInt8(6) > 12,
    ...generateState(hash, now),
  };
  if (index % 5 < 3) {
    const logType = pick(s3LogTypes, hash.readUInt8(7));
    const bucket = `acme-${team.toLowerCase()}-${system}-${index}`;
    const mappings = [prefix(`${system}/`, [logType], [`${system}/tmp/`])];
    if (hash.readUInt8(8) > 127) {
      mappings.push(prefix('audit/', ['AWS.CloudTrail']));
    }
    return buildSource(
      {
        ...common,
        type: 'aws-s3',
        logTypes: [...new Set(mappings.flatMap(({ logTypes }) => logTypes))],
        s3: s3Details(bucket, mappings),
      },
      now,
    );
  }
  return buildSource(
    { ...common, ...pick(otherKinds, hash.readUInt8(7)) },
    now,
  );
}

function generateState(
  hash: Buffer,
  now: number,
): Pick<LogSource, 'events' | 'problems'> {
  const ago = (1 + (hash.readUInt8(10) % 72)) * spans.hour;
  if (hash.readUInt8(9) < 10) {
    return {
      events: stopped(now, ago),
      problems: [{ type: 'SOURCE_PERMISSIONS_CHECKS', since: now - ago }],
    };
  }
  if (hash.readUInt8(9) < 18) {
    return { events: stopped(now, ago), problems: [] };
  }
  if (hash.readUInt8(9) < 22) {
    return { events: { kind: 'never' }, problems: [] };
  }
  return {
    events: steady(now, (5 + (hash.readUInt8(11) % 115)) * spans.second),
    problems: [],
  };
}

function pick<T>(values: readonly T[], byte: number): T {
  // Never beyond the end, so never undefined.
  return values[byte % values.length] as T;
}

/** Random-looking, but the same every time: a version 4 UUID made of a hash. */
function asUuid(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) % 16) + 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) % 64) + 0x80, 8);
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
