import { TenantFailure } from './errors';

/** What each question to Panther is called where questions are counted: the same few words for ever. */
export type OperationName =
  // The root fields of GraphQL.
  | 'sources'
  | 'source'
  | 'createS3Source'
  | 'updateS3Source'
  | 'deleteSource'
  | 'schemas'
  // What else REST can do; it creates and updates S3 sources too.
  | 'getS3Source'
  | 'deleteS3Source'
  | 'listAlerts'
  | 'getApiToken';

/** One thing that Panther can be asked to do. */
export interface Operation {
  name: OperationName;
  /** Completes the sentence "Panther could not …", such as `list the log sources`. */
  asked: string;
  /** Reads use `apiToken` and may be repeated, writes use `manageToken` and are sent once. */
  kind: 'read' | 'write';
  /** What the Panther Console calls the permissions it takes. */
  permissions: string;
}

/** Something that only looks at log sources. */
export function reading(name: OperationName, asked: string): Operation {
  return { name, asked, kind: 'read', permissions: 'View Log Sources' };
}

/** Something that changes a log source. */
export function writing(name: OperationName, asked: string): Operation {
  return {
    name,
    asked,
    kind: 'write',
    // Panther asks for the first with every operation on log sources.
    permissions: 'View Log Sources and Manage Log Sources',
  };
}

/** Which instance was asked what. */
export interface UpstreamQuestion {
  /** Id of the instance. */
  instance: string;
  operation: OperationName;
}

/** How a call ended. */
export type UpstreamOutcome =
  | 'ok'
  | TenantFailure
  /** By its caller, or because the client was closed. */
  | 'cancelled'
  /** By an error that no tenant can be blamed for. */
  | 'defect';

/** A call that has ended. */
export interface UpstreamCall extends UpstreamQuestion {
  outcome: UpstreamOutcome;
  durationMs: number;
}

/** Is told what goes on between a tenant client and its tenant, as it happens. Must not throw. */
export interface TenantObserver {
  /** Once for each call of the client, however many requests it took, and even if it took none. */
  upstreamCallEnded(call: UpstreamCall): void;
  /** Once for each request that is sent because the one before it failed. */
  upstreamRetried(question: UpstreamQuestion): void;
  /** Once for each answer with status 429. */
  upstreamRateLimited(question: UpstreamQuestion): void;
}
