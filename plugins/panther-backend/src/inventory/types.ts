import {
  InstanceProblem,
  LogSource,
  LogSourceStatus,
} from 'backstage-plugin-panther-common';
import { RejectedSource } from '../tenant/types';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';

/** What of a log source seldom changes. */
export type LogSourceConfiguration = Omit<
  LogSource,
  'status' | 'statusSince' | 'lastEventReceivedAt' | 'lastEventProcessedAt'
>;

/** What a refresh has to know of a stored log source to tell what changed. */
export interface StoredState {
  status: LogSourceStatus;
  configurationHash: string;
}

/** A log source as a refresh writes it. */
export interface LogSourceRecord {
  integrationId: string;
  status: LogSourceStatus;
  configuration: LogSourceConfiguration;
  configurationHash: string;
  lastEventReceivedAt?: string;
  lastEventProcessedAt?: string;
}

/** What a good read changes in the store. */
export interface ReadingChanges {
  /** New, or different in configuration. */
  configured: LogSourceRecord[];
  /** Every log source of the reading; their event times always change. */
  seen: LogSourceRecord[];
  statusChanges: { integrationId: string; status: LogSourceStatus }[];
  /** The rows of the reading that are not what Panther's API promises. */
  rejected: RejectedSource[];
}

/** A prefix that an S3 log source reads. */
export interface S3Mapping {
  instance: string;
  integrationId: string;
  bucket: string;
  /** Empty for the whole bucket, absent where the log source maps no prefix. */
  prefix?: string;
  /** Starts of object keys that are not read, `*` standing for any part of a key. */
  excludedPrefixes: string[];
}

/** What became of reading an instance. Times are ISO 8601 in UTC. */
export interface InstanceRead {
  attemptedAt?: string;
  /** When the last good read began, unless one has failed since. */
  startedAt?: string;
  succeededAt?: string;
  problem?: InstanceProblem;
  heldBack?: string;
  requestedAt?: string;
}

/** How a read of an instance's log sources ended; one that was not due has not been made. */
export interface RefreshEnd {
  instance: string;
  outcome: 'ok' | InstanceProblem['code'];
  durationMs: number;
}

/** Which log sources somebody may see: all, or those that a permission policy's conditions name. */
export type LogSourceVisibility = 'all' | PermissionCriteria<LogSourceFilter>;

/** For who may see no log source at all: none is in no instance. */
export const NOTHING: LogSourceVisibility = {
  property: 'instance',
  values: [],
};

/** Which log sources are asked for: values of one filter are alternatives, and all filters have to fit. */
export interface LogSourceFilters {
  /** Without it, log sources of every instance that is configured. */
  instance?: string[];
  type?: string[];
  /** Without it, every status but gone. */
  status?: LogSourceStatus[];
  logType?: string[];
  bucket?: string[];
  awsAccountId?: string[];
  linked?: boolean;
  /** Refs of owners, in any case. */
  owner?: string[];
  /** Text to look for, in any case. */
  q?: string;
}
