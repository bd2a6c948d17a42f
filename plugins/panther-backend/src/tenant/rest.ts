import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  Answer,
  describeAnswer,
  isSuccess,
  toRefusal,
  toUnreadable,
} from './answers';
import { PantherRequest, RequestCore } from './requestCore';
import {
  describeMismatch,
  ownApiTokenSchema,
  s3SourceConfigurationSchema,
} from './schemas';
import { Operation, reading, writing } from './operations';
import {
  DeletedSource,
  OwnApiToken,
  S3SourceApi,
  S3SourceConfiguration,
  S3SourceInput,
  S3SourceUpdate,
  TenantCallOptions,
} from './types';

/**
 * Panther's REST API, which knows S3 sources one by one and nothing of their health:
 * https://docs.panther.com/panther-developer-workflows/api/rest/log-sources/s3-sources
 */
export class RestClient implements S3SourceApi {
  readonly #core: RequestCore;

  constructor(core: RequestCore) {
    this.#core = core;
  }

  async createS3Source(
    input: S3SourceInput,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#exchange({
      operation: writing(`create the S3 source '${input.label}'`),
      method: 'POST',
      path: '/log-sources/s3',
      body: {
        awsAccountId: input.awsAccountId,
        s3Bucket: input.bucket,
        ...toBody(input),
      },
      schema: s3SourceConfigurationSchema,
      options,
    });
  }

  async getS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#exchange({
      operation: reading(`read the S3 source ${id}`),
      method: 'GET',
      path: s3SourcePath(id),
      schema: s3SourceConfigurationSchema,
      id,
      options,
    });
  }

  async updateS3Source(
    id: string,
    update: S3SourceUpdate,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#exchange({
      operation: writing(`update the S3 source ${id}`),
      method: 'PUT',
      path: s3SourcePath(id),
      body: toBody(update),
      schema: s3SourceConfigurationSchema,
      id,
      options,
    });
  }

  async deleteS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource> {
    const operation = writing(`delete the S3 source ${id}`);
    const answer = await this.#send({
      operation,
      method: 'DELETE',
      path: s3SourcePath(id),
      options,
    });
    if (isMissing(answer)) {
      return { integrationId: id, existed: false };
    }
    if (!isSuccess(answer)) {
      throw toRefusal(answer, operation, this.#core.errors);
    }
    if (answer.body.kind !== 'empty') {
      // Panther has nothing to say here, but a gateway's sign-in page has.
      throw toUnreadable(describeAnswer(answer), operation, this.#core.errors);
    }
    return { integrationId: id, existed: true };
  }

  /** The token that reads, as Panther describes it. */
  async getOwnApiToken(options?: TenantCallOptions): Promise<OwnApiToken> {
    return this.#exchange({
      operation: {
        asked: 'describe the API token',
        kind: 'read',
        permissions: 'Read API Token Info',
      },
      method: 'GET',
      path: '/api-tokens/self',
      schema: ownApiTokenSchema,
      options,
    });
  }

  async #exchange<T>(
    exchange: Exchange & { schema: z.ZodType<T>; id?: string },
  ): Promise<T> {
    const { operation, schema, id } = exchange;
    const { errors } = this.#core;
    const answer = await this.#send(exchange);
    if (id !== undefined && isMissing(answer)) {
      throw errors.notFound(operation, id);
    }
    if (!isSuccess(answer)) {
      throw toRefusal(answer, operation, errors);
    }
    if (answer.body.kind !== 'json') {
      throw toUnreadable(describeAnswer(answer), operation, errors);
    }
    const result = schema.safeParse(answer.body.value);
    if (!result.success) {
      const { field, reason } = describeMismatch(result.error);
      throw toUnreadable(`${field}: ${reason}`, operation, errors);
    }
    return result.data;
  }

  #send({ operation, method, path, body, options }: Exchange): Promise<Answer> {
    const url = `${this.#core.instance.restUrl}${path}`;
    return this.#core.send(
      { method, url, body },
      this.#core.begin(operation, options),
    );
  }
}

interface Exchange extends Pick<PantherRequest, 'method' | 'body'> {
  operation: Operation;
  path: string;
  options?: TenantCallOptions;
}

function s3SourcePath(id: string): string {
  // These would name another path, percent-encoded or not.
  if (['', '.', '..'].includes(id)) {
    throw new InputError(`'${id}' is not the id of a log source`);
  }
  return `/log-sources/s3/${encodeURIComponent(id)}`;
}

/** A 404 that is text comes from a server that is not Panther's, or knows no such path. */
function isMissing({ status, body }: Answer): boolean {
  return status === 404 && body.kind !== 'text';
}

/** What POST and PUT have in common. Panther asks to leave out an empty `kmsKey`. */
function toBody(settings: S3SourceUpdate): object {
  return {
    integrationLabel: settings.label,
    kmsKey: settings.kmsKey || undefined,
    logProcessingRole: settings.logProcessingRole,
    logStreamType: settings.logStreamType,
    logStreamTypeOptions: settings.logStreamTypeOptions,
    managedBucketNotifications: settings.managedBucketNotifications,
    s3PrefixLogTypes: settings.prefixes,
  };
}
