import { LogSourceStatus } from 'backstage-plugin-panther-common';

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
