import { checkS3Source } from './checkS3Source';
import { Refusal } from './errors';
import { openProblems } from './openProblems';
import { seedTenant } from './seed/seedTenant';
import type {
  Actor,
  LogSource,
  Problem,
  S3SourceCreation,
  S3SourceSettings,
} from './types';

export interface TenantOptions {
  clock: () => Date;
  generateId: () => string;
  sources: number | undefined;
  firstEventAfterMs: number;
}

/**
 * All that the stand-in tenant knows and does. It has no HTTP in it: what it will not do, it
 * refuses with a {@link Refusal}.
 */
export class Tenant {
  readonly #options: TenantOptions;
  #sources = new Map<string, LogSource>();
  /** Minutes without an event after which a source raises its drop-off alarm, by source id. */
  #alarms = new Map<string, number>();

  private constructor(options: TenantOptions) {
    this.#options = options;
  }

  static create(options: TenantOptions): Tenant {
    const tenant = new Tenant(options);
    tenant.reset();
    return tenant;
  }

  reset(): void {
    const seed = seedTenant(this.now(), this.#options.sources);
    this.#sources = new Map(
      seed.sources.map(source => [source.integrationId, source]),
    );
    this.#alarms = new Map(
      [...seed.alarms].filter(([id]) => this.#sources.has(id)),
    );
  }

  /** The present in milliseconds since 1970. */
  now(): number {
    return this.#options.clock().getTime();
  }

  listSources(): LogSource[] {
    return [...this.#sources.values()];
  }

  getSource(id: string): LogSource {
    const source = this.#sources.get(id);
    if (!source) {
      throw new Refusal('not_found', `log source ${id} not found`);
    }
    return source;
  }

  getSourceOfType(type: string, id: string): LogSource {
    const source = this.getSource(id);
    if (source.integrationType !== type) {
      throw new Refusal('not_found', `log source ${id} not found`);
    }
    return source;
  }

  createS3Source(creation: S3SourceCreation, createdBy: Actor): LogSource {
    checkS3Source(creation, this.#sources.values());
    const now = this.now();
    const { integrationLabel, ...s3 } = creation;
    const source: LogSource = {
      integrationId: this.#options.generateId(),
      integrationLabel,
      integrationType: 'aws-s3',
      isEditable: true,
      createdAt: now,
      createdBy,
      lastModified: now,
      logTypes: logTypesOf(creation),
      s3,
      ...this.#connect(creation.logProcessingRole),
    };
    this.#sources.set(source.integrationId, source);
    return source;
  }

  updateS3Source(id: string, settings: S3SourceSettings): LogSource {
    const before = this.getSourceOfType('aws-s3', id);
    if (!before.s3) {
      throw new Error(`S3 source ${id} has no bucket`);
    }
    assertEditable(before);
    const { integrationLabel, ...rest } = settings;
    // Replaces everything: what is left out of `settings`, such as `kmsKey`, is gone afterwards.
    const s3 = {
      ...rest,
      awsAccountId: before.s3.awsAccountId,
      s3Bucket: before.s3.s3Bucket,
    };
    checkS3Source({ ...s3, integrationLabel }, this.#othersThan(id));
    const accessChanged =
      before.s3.logProcessingRole !== s3.logProcessingRole ||
      before.s3.kmsKey !== s3.kmsKey;
    const source: LogSource = {
      ...before,
      integrationLabel,
      lastModified: this.now(),
      logTypes: logTypesOf(settings),
      s3,
      ...(accessChanged && lacksAccess(before)
        ? this.#connect(s3.logProcessingRole)
        : {}),
    };
    this.#sources.set(id, source);
    return source;
  }

  deleteSource(id: string): void {
    assertEditable(this.getSource(id));
    this.#sources.delete(id);
    this.#alarms.delete(id);
  }

  getAlarm(sourceId: string): number {
    const minutes = this.#alarms.get(sourceId);
    if (minutes === undefined) {
      throw new Refusal('not_found', 'alarm was not found');
    }
    return minutes;
  }

  putAlarm(sourceId: string, minutes: number): void {
    const source = this.#sources.get(sourceId);
    if (!source) {
      throw new Refusal('not_found', 'log source was not found');
    }
    if (source.integrationType === 'aws-scan') {
      throw new Refusal(
        'bad_request',
        'alarms are not supported for cloud security sources',
      );
    }
    this.#alarms.set(sourceId, minutes);
  }

  deleteAlarm(sourceId: string): void {
    this.#alarms.delete(sourceId);
  }

  openProblems(source: LogSource, now: number): Problem[] {
    const alarmMinutes = this.#alarms.get(source.integrationId);
    return openProblems(source, alarmMinutes, now);
  }

  /**
   * Panther saves a source whatever the state of its role is, and tells later that it cannot read
   * the bucket; so a role nobody could assume makes the source unhealthy when its first event
   * would have been due.
   */
  #connect(logProcessingRole: string): Pick<LogSource, 'events' | 'problems'> {
    const due = this.now() + this.#options.firstEventAfterMs;
    if (!/^arn:aws[a-z-]*:iam::\d+:role\/.+$/.test(logProcessingRole)) {
      return {
        events: { kind: 'never' },
        problems: [{ type: 'SOURCE_PERMISSIONS_CHECKS', since: due }],
      };
    }
    return {
      events: { kind: 'steady', from: due, every: 20_000, lag: 2_500 },
      problems: [],
    };
  }

  *#othersThan(id: string): Iterable<LogSource> {
    for (const source of this.#sources.values()) {
      if (source.integrationId !== id) {
        yield source;
      }
    }
  }
}

function assertEditable(source: LogSource): void {
  if (!source.isEditable) {
    throw new Refusal(
      'bad_request',
      `log source ${source.integrationId} is not editable`,
    );
  }
}

function lacksAccess(source: LogSource): boolean {
  return source.problems.some(
    problem =>
      problem.type === 'SOURCE_PERMISSIONS_CHECKS' &&
      problem.until === undefined,
  );
}

function logTypesOf(settings: S3SourceSettings): string[] {
  return [
    ...new Set(settings.s3PrefixLogTypes.flatMap(({ logTypes }) => logTypes)),
  ];
}
