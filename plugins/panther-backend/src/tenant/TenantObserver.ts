import { TenantErrorCode } from './errors';
import { OperationName } from './operations';

/** Which instance was asked what. */
export interface UpstreamQuestion {
  /** Id of the instance. */
  instance: string;
  operation: OperationName;
}

/** How a call ended. */
export type UpstreamOutcome =
  | 'ok'
  | TenantErrorCode
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
