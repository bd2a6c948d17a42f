import { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import createClient from 'openapi-fetch';
import { paths } from './generated/openapi';
import { LogSourceRef } from './logSourceRef';
import { PantherApi, PantherRequestOptions } from './PantherApi';
import {
  EntityLogSources,
  InstanceList,
  LogSourceAnswer,
  LogSourceHistory,
  LogSourcePage,
  LogSourceQuery,
  LogTypeList,
  LogTypeQuery,
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
        params: { path: { instance: ref.instance, id: ref.integrationId } },
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
        params: { path: { instance: ref.instance, id: ref.integrationId } },
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

/** Refusals have been thrown by then, so an answer without data is an empty body. */
function answerOf<T>(result: { data?: T; response: Response }): T {
  if (result.data === undefined) {
    throw new Error(
      `The Panther backend answered ${result.response.status} without a body`,
    );
  }
  return result.data;
}
