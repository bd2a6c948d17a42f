import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  Answer,
  describeAnswer,
  isSuccess,
  toRefusal,
  toUnreadable,
} from './answers';
import { Call, PantherRequest, RequestCore } from './RequestCore';
import { readSystemErrors } from './readSystemErrors';
import {
  alertPageSchema,
  describeMismatch,
  ownApiTokenSchema,
  s3SourceConfigurationSchema,
} from './schemas';
import { Operation, reading, writing } from './operations';
import {
  DeletedSource,
  ListSystemErrorsOptions,
  OwnApiToken,
  S3SourceApi,
  S3SourceConfiguration,
  S3SourceInput,
  S3SourceUpdate,
  SystemErrorList,
  TenantCallOptions,
} from './types';

const DESCRIBING_THE_TOKEN: Operation = {
  name: 'getApiToken',
  asked: 'describe the API token',
  kind: 'read',
  permissions: 'Read API Token Info',
};

const LISTING_SYSTEM_ERRORS: Operation = {
  name: 'listAlerts',
  asked: 'list the system errors',
  kind: 'read',
  permissions: 'Read Alerts',
};

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
      operation: writing(
        'createS3Source',
        `create the S3 source '${input.label}'`,
      ),
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
      operation: reading('getS3Source', `read the S3 source ${id}`),
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
      operation: writing('updateS3Source', `update the S3 source ${id}`),
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
    options: TenantCallOptions = {},
  ): Promise<DeletedSource> {
    const operation = writing('deleteS3Source', `delete the S3 source ${id}`);
    const path = s3SourcePath(id);
    return this.#core.run(operation, options, async call => {
      const answer = await this.#send({ method: 'DELETE', path }, call);
      if (isMissing(answer)) {
        return { integrationId: id, existed: false };
      }
      if (!isSuccess(answer)) {
        throw toRefusal(answer, operation, this.#core.errors);
      }
      if (answer.body.kind !== 'empty') {
        // Panther has nothing to say here, but a gateway's sign-in page has.
        const said = describeAnswer(answer);
        throw toUnreadable(said, operation, this.#core.errors);
      }
      return { integrationId: id, existed: true };
    });
  }

  /** The token that reads, as Panther describes it. */
  async getOwnApiToken(options?: TenantCallOptions): Promise<OwnApiToken> {
    return this.#exchange({
      operation: DESCRIBING_THE_TOKEN,
      method: 'GET',
      path: '/api-tokens/self',
      schema: ownApiTokenSchema,
      options,
    });
  }

  /**
   * What is wrong with the log sources, as far as it is not settled. Reads up to 250 alerts in up to
   * five requests, which have the time of one call.
   */
  async listSystemErrors(
    options: ListSystemErrorsOptions,
  ): Promise<SystemErrorList> {
    return this.#core.run(LISTING_SYSTEM_ERRORS, options, call =>
      readSystemErrors(options, {
        core: this.#core,
        call,
        readPage: query =>
          this.#ask(
            {
              method: 'GET',
              path: `/alerts?${query}`,
              schema: alertPageSchema,
            },
            call,
          ),
      }),
    );
  }

  #exchange<T>(
    exchange: Exchange<T> & {
      operation: Operation;
      options: TenantCallOptions | undefined;
    },
  ): Promise<T> {
    const { operation, options = {} } = exchange;
    return this.#core.run(operation, options, call =>
      this.#ask(exchange, call),
    );
  }

  async #ask<T>(exchange: Exchange<T>, call: Call): Promise<T> {
    const { schema, id } = exchange;
    const { operation } = call;
    const { errors } = this.#core;
    const answer = await this.#send(exchange, call);
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

  #send({ method, path, body }: RestRequest, call: Call): Promise<Answer> {
    const url = `${this.#core.instance.restUrl}${path}`;
    return this.#core.send({ method, url, body }, call);
  }
}

interface RestRequest extends Pick<PantherRequest, 'method' | 'body'> {
  path: string;
}

interface Exchange<T> extends RestRequest {
  /** What the answer is checked against. */
  schema: z.ZodType<T>;
  /** The log source that is asked for, if it is one. */
  id?: string;
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
