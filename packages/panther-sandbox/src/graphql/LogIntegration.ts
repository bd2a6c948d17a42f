import { lastProcessedAt, lastReceivedAt } from '../tenant/events';
import { formatTime } from '../tenant/formatTime';
import type { Tenant } from '../tenant/Tenant';
import type { LogSource } from '../tenant/types';
import { permit } from './permit';
import type { RequestContext } from './types';

/**
 * A log source as the GraphQL schema shows it: a member for each field, which costs something only
 * if it is asked for.
 */
export class LogIntegration {
  readonly #source: LogSource;
  readonly #tenant: Tenant;
  /** Milliseconds since 1970. */
  readonly #now: number;

  constructor(source: LogSource, tenant: Tenant, now: number) {
    this.#source = source;
    this.#tenant = tenant;
    this.#now = now;
  }

  get __typename(): string {
    return this.#source.s3 ? 'S3LogIntegration' : 'OtherLogIntegration';
  }

  /** Who added it; a method, because it may be refused. */
  createdBy(_args: object, { token }: RequestContext): object | undefined {
    permit(token, 'UserRead');
    const actor = this.#source.createdBy;
    return actor && { __typename: actor.kind, ...actor };
  }

  get createdAtTime(): string {
    return formatTime(this.#source.createdAt);
  }

  get integrationId(): string {
    return this.#source.integrationId;
  }

  get integrationLabel(): string {
    return this.#source.integrationLabel;
  }

  get integrationType(): string {
    return this.#source.integrationType;
  }

  get isEditable(): boolean {
    return this.#source.isEditable;
  }

  get isHealthy(): boolean {
    return this.#tenant.openProblems(this.#source, this.#now).length === 0;
  }

  get lastEventProcessedAtTime(): string | undefined {
    return timeOrNone(lastProcessedAt(this.#source.events, this.#now));
  }

  get lastEventReceivedAtTime(): string | undefined {
    return timeOrNone(lastReceivedAt(this.#source.events, this.#now));
  }

  get lastModified(): string | undefined {
    return timeOrNone(this.#source.lastModified);
  }

  get logTypes(): readonly string[] {
    return this.#source.logTypes;
  }

  get awsAccountId() {
    return this.#source.s3?.awsAccountId;
  }

  get kmsKey() {
    return this.#source.s3?.kmsKey;
  }

  get logProcessingRole() {
    return this.#source.s3?.logProcessingRole;
  }

  get logStreamType() {
    return this.#source.s3?.logStreamType;
  }

  /** Never null, although the schema would allow it: see the README. */
  get logStreamTypeOptions() {
    return this.#source.s3?.logStreamTypeOptions ?? {};
  }

  get managedBucketNotifications() {
    return this.#source.s3?.managedBucketNotifications;
  }

  get s3Bucket() {
    return this.#source.s3?.s3Bucket;
  }

  get s3PrefixLogTypes() {
    return this.#source.s3?.s3PrefixLogTypes;
  }

  /** As the open-source Panther of 2021 named the stack of the role. */
  get stackName(): string {
    const label = this.#source.integrationLabel
      .toLowerCase()
      .replaceAll(' ', '-');
    return `panther-log-analysis-setup-${label}`;
  }
}

function timeOrNone(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatTime(milliseconds);
}
