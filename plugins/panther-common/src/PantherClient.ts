import { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import createClient from 'openapi-fetch';
import { paths } from './generated/openapi';
import { LogSourceRef } from './logSourceRef';
import { PantherApi, PantherRequestOptions } from './PantherApi';
import {
  DeletedLogSource,
  DeletionPreview,
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  LogSourcePage,
  LogSourceQuery,
  LogTypeList,
  LogTypeQuery,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  S3SourceSettingsAnswer,
  UnclearWrite,
  WrittenS3Source,
} from './types';

/**
 * Calls the Panther backend plugin over HTTP, from the browser or from another backend plugin.
 *
 * @public
 */
export class PantherClient implements PantherApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch: globalThis.fetch };
  }

  /** {@inheritDoc PantherApi.getEntityLogSources} */
  async getEntityLogSources(
    entityRef: CompoundEntityRef,
    options?: PantherRequestOptions,
  ): Promise<EntityLogSources> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/entities/{kind}/{namespace}/{name}/log-sources', {
        params: { path: entityRef },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.listLogSources} */
  async listLogSources(
    query?: LogSourceQuery,
    options?: PantherRequestOptions,
  ): Promise<LogSourcePage> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/log-sources', {
        params: { query },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.getLogSource} */
  async getLogSource(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<LogSourceAnswer> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/log-sources/{instance}/{id}', {
        params: { path: pathOf(ref) },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.getLogSourceHistory} */
  async getLogSourceHistory(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<LogSourceHistory> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/log-sources/{instance}/{id}/history', {
        params: { path: pathOf(ref) },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.listLogTypes} */
  async listLogTypes(
    instance: string,
    query?: LogTypeQuery,
    options?: PantherRequestOptions,
  ): Promise<LogTypeList> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/log-types/{instance}', {
        params: { path: { instance }, query },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.refreshInstance} */
  async refreshInstance(
    instance: string,
    options?: PantherRequestOptions,
  ): Promise<void> {
    const client = await this.#client(options);
    await client.POST('/instances/{instance}/refresh', {
      params: { path: { instance } },
      signal: options?.signal,
    });
  }

  /** {@inheritDoc PantherApi.listInstances} */
  async listInstances(options?: PantherRequestOptions): Promise<InstanceList> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/instances', { signal: options?.signal }),
    );
  }

  /** {@inheritDoc PantherApi.previewNewS3Source} */
  async previewNewS3Source(
    instance: string,
    source: S3SourceInput,
    options?: PantherRequestOptions & { idempotencyKey?: string },
  ): Promise<S3SourcePreview> {
    const client = await this.#client(options);
    const answer = await client.POST('/s3-sources/{instance}', {
      params: {
        path: { instance },
        query: { dryRun: true },
        header: { 'Idempotency-Key': options?.idempotencyKey },
      },
      body: source,
      signal: options?.signal,
    });
    // With dryRun, this is what the route answers.
    return answerOf(answer) as S3SourcePreview;
  }

  /** {@inheritDoc PantherApi.createS3Source} */
  async createS3Source(
    instance: string,
    source: S3SourceInput,
    options?: PantherRequestOptions & { idempotencyKey?: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const client = await this.#client(options);
    const answer = await client.POST('/s3-sources/{instance}', {
      params: {
        path: { instance },
        header: { 'Idempotency-Key': options?.idempotencyKey },
      },
      body: source,
      signal: options?.signal,
    });
    // Without dryRun, this is what the route answers.
    return answerOf(answer) as WrittenS3Source | UnclearWrite;
  }

  /** {@inheritDoc PantherApi.getS3Source} */
  async getS3Source(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<S3SourceSettingsAnswer> {
    const client = await this.#client(options);
    return answerOf(
      await client.GET('/s3-sources/{instance}/{id}', {
        params: { path: pathOf(ref) },
        signal: options?.signal,
      }),
    );
  }

  /** {@inheritDoc PantherApi.previewS3SourceUpdate} */
  async previewS3SourceUpdate(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    options?: PantherRequestOptions,
  ): Promise<S3SourcePreview> {
    const client = await this.#client(options);
    const answer = await client.PUT('/s3-sources/{instance}/{id}', {
      params: { path: pathOf(ref), query: { dryRun: true } },
      body: settings,
      signal: options?.signal,
    });
    // With dryRun, this is what the route answers.
    return answerOf(answer) as S3SourcePreview;
  }

  /** {@inheritDoc PantherApi.updateS3Source} */
  async updateS3Source(
    ref: LogSourceRef,
    settings: S3SourceSettings,
    options: PantherRequestOptions & { revision: string },
  ): Promise<WrittenS3Source | UnclearWrite> {
    const client = await this.#client(options);
    const answer = await client.PUT('/s3-sources/{instance}/{id}', {
      params: {
        path: pathOf(ref),
        header: { 'If-Match': options.revision },
      },
      body: settings,
      signal: options.signal,
    });
    // Without dryRun, this is what the route answers.
    return answerOf(answer) as WrittenS3Source | UnclearWrite;
  }

  /** {@inheritDoc PantherApi.previewLogSourceDeletion} */
  async previewLogSourceDeletion(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<DeletionPreview> {
    const client = await this.#client(options);
    const answer = await client.DELETE('/log-sources/{instance}/{id}', {
      params: { path: pathOf(ref), query: { dryRun: true } },
      signal: options?.signal,
    });
    // With dryRun, this is what the route answers.
    return answerOf(answer) as DeletionPreview;
  }

  /** {@inheritDoc PantherApi.deleteLogSource} */
  async deleteLogSource(
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<DeletedLogSource | UnclearWrite> {
    const client = await this.#client(options);
    const answer = await client.DELETE('/log-sources/{instance}/{id}', {
      params: { path: pathOf(ref) },
      signal: options?.signal,
    });
    // Without dryRun, this is what the route answers.
    return answerOf(answer) as DeletedLogSource | UnclearWrite;
  }

  /** {@inheritDoc PantherApi.linkLogSource} */
  async linkLogSource(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<void> {
    const client = await this.#client(options);
    await client.PUT(
      '/entities/{kind}/{namespace}/{name}/links/{instance}/{id}',
      {
        params: { path: { ...entityRef, ...pathOf(ref) } },
        signal: options?.signal,
      },
    );
  }

  /** {@inheritDoc PantherApi.unlinkLogSource} */
  async unlinkLogSource(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    options?: PantherRequestOptions,
  ): Promise<void> {
    const client = await this.#client(options);
    await client.DELETE(
      '/entities/{kind}/{namespace}/{name}/links/{instance}/{id}',
      {
        params: { path: { ...entityRef, ...pathOf(ref) } },
        signal: options?.signal,
      },
    );
  }

  async #client(options: PantherRequestOptions | undefined) {
    const client = createClient<paths>({
      baseUrl: await this.#discoveryApi.getBaseUrl('panther'),
      fetch: request => this.#fetchApi.fetch(request),
      headers: options?.token
        ? { Authorization: `Bearer ${options.token}` }
        : undefined,
    });
    client.use({
      async onResponse({ response }) {
        if (!response.ok) {
          throw await ResponseError.fromResponse(response);
        }
      },
    });
    return client;
  }
}

function pathOf(ref: LogSourceRef): { instance: string; id: string } {
  return { instance: ref.instance, id: ref.integrationId };
}

/** Refusals have been thrown by then, so an answer without data is an empty body. */
function answerOf<T>(result: { data?: T; response: Response }): T {
  if (result.data === undefined) {
    throw new Error(
      `The Panther backend answered ${result.response.status} without a body`,
    );
  }
  return result.data;
}
