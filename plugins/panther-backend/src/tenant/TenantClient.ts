import { LoggerService } from '@backstage/backend-plugin-api';
import { InstanceConfig } from '../config/InstanceConfig';
import { GraphqlClient } from './graphql/GraphqlClient';
import { RequestCore } from './RequestCore';
import { RestClient } from './RestClient';
import {
  DeletedSource,
  ListSystemErrorsOptions,
  OwnApiToken,
  PantherSchema,
  PantherSource,
  S3SourceApi,
  S3SourceConfiguration,
  S3SourceInput,
  S3SourceUpdate,
  SourceList,
  SystemErrorList,
  TenantCallOptions,
} from './types';
import { TenantObserver } from './operations';
import { RequestLimits } from './Connections';

/**
 * Our client of the Panther API of one instance. S3 sources go over the API that the instance's
 * `s3Api` names; for everything else there is one API that can do it. Every method rejects with a
 * `TenantError`, or, where its caller cancelled a read, with the reason of the signal.
 */
export class TenantClient implements S3SourceApi {
  readonly rest: RestClient;
  readonly graphql: GraphqlClient;
  readonly #core: RequestCore;
  readonly #s3: S3SourceApi;

  static fromConfig(
    instance: InstanceConfig,
    options: {
      logger: LoggerService;
      limits?: Partial<RequestLimits>;
      observer?: TenantObserver;
    },
  ): TenantClient {
    return new TenantClient(new RequestCore({ instance, ...options }));
  }

  private constructor(core: RequestCore) {
    this.#core = core;
    this.rest = new RestClient(core);
    this.graphql = new GraphqlClient(core);
    this.#s3 = core.instance.s3Api === 'rest' ? this.rest : this.graphql;
  }

  /** {@inheritDoc GraphqlClient.listSources} */
  listSources(options?: TenantCallOptions): Promise<SourceList> {
    return this.graphql.listSources(options);
  }

  /** {@inheritDoc GraphqlClient.getSource} */
  getSource(id: string, options?: TenantCallOptions): Promise<PantherSource> {
    return this.graphql.getSource(id, options);
  }

  /** {@inheritDoc GraphqlClient.deleteSource} */
  deleteSource(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource> {
    return this.graphql.deleteSource(id, options);
  }

  /** {@inheritDoc S3SourceApi.createS3Source} */
  createS3Source(
    input: S3SourceInput,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#s3.createS3Source(input, options);
  }

  /** {@inheritDoc S3SourceApi.getS3Source} */
  getS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#s3.getS3Source(id, options);
  }

  /** {@inheritDoc S3SourceApi.updateS3Source} */
  updateS3Source(
    id: string,
    update: S3SourceUpdate,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#s3.updateS3Source(id, update, options);
  }

  /** {@inheritDoc S3SourceApi.deleteS3Source} */
  deleteS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource> {
    return this.#s3.deleteS3Source(id, options);
  }

  /** {@inheritDoc GraphqlClient.listSchemas} */
  listSchemas(options?: TenantCallOptions): Promise<PantherSchema[]> {
    return this.graphql.listSchemas(options);
  }

  /** {@inheritDoc RestClient.getOwnApiToken} */
  getOwnApiToken(options?: TenantCallOptions): Promise<OwnApiToken> {
    return this.rest.getOwnApiToken(options);
  }

  /** {@inheritDoc RestClient.listSystemErrors} */
  listSystemErrors(options: ListSystemErrorsOptions): Promise<SystemErrorList> {
    return this.rest.listSystemErrors(options);
  }

  /** Cancels every call under way and closes the connections. */
  close(): Promise<void> {
    return this.#core.close();
  }
}
