import { durationToMilliseconds } from '@backstage/types';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import {
  CREATE_S3_SOURCE,
  DELETE_SOURCE,
  GET_SOURCE,
  GraphqlDocument,
  LIST_SCHEMAS,
  LIST_SOURCES,
  UPDATE_S3_SOURCE,
} from './documents';
import { FieldSelection } from './FieldSelection';
import { GraphqlCore } from './graphqlCore';
import { isNotFound, toFailure } from './graphqlErrors';
import { Call, RequestCore } from './requestCore';
import {
  describeMismatch,
  GraphqlError,
  identifiedSchema,
  pantherSchemaSchema,
  s3SourceConfigurationSchema,
  sourceSchemaFor,
} from './schemas';
import { S3_SOURCE_FIELDS, SCHEMA_FIELDS, SOURCE_FIELDS } from './sourceFields';
import { Operation, reading, writing } from './operations';
import {
  DeletedSource,
  PantherSchema,
  PantherSource,
  RejectedSource,
  S3SourceApi,
  S3SourceConfiguration,
  S3SourceInput,
  S3SourceUpdate,
  SourceList,
  TenantCallOptions,
} from './types';

/** Checking 10,000 rows takes about half a second, and others want the process meanwhile. */
const ROWS_AT_A_TIME = 250;

const LISTING = reading('list the log sources');
const LISTING_SCHEMAS = reading('list the log types');

/** Panther's GraphQL API, which lists log sources of every type and knows how they are doing. */
export class GraphqlClient implements S3SourceApi {
  readonly #core: RequestCore;
  readonly #graphql: GraphqlCore;
  readonly #sourceFields = new FieldSelection(SOURCE_FIELDS);
  readonly #s3SourceFields = new FieldSelection(S3_SOURCE_FIELDS);
  readonly #deletedFields = new FieldSelection([{ name: 'id' }]);
  readonly #schemaFields = new FieldSelection(SCHEMA_FIELDS);

  constructor(core: RequestCore) {
    this.#core = core;
    this.#graphql = new GraphqlCore(core);
  }

  /**
   * Every log source of the tenant, with the S3 settings of those that have them. All its pages and
   * attempts together may take as long as `refresh.timeout` of the configuration says.
   */
  async listSources(options?: TenantCallOptions): Promise<SourceList> {
    const call = this.#core.begin(
      LISTING,
      options,
      durationToMilliseconds(this.#core.instance.refresh.timeout),
    );
    const sources = new Map<string, PantherSource>();
    const rejected: RejectedSource[] = [];
    const pages = this.#graphql.pages(LIST_SOURCES, this.#sourceFields, call);
    for await (const { nodes, errors } of pages) {
      const degraded = this.#degradedFieldsByRow(errors, call);
      for (const [row, node] of nodes.entries()) {
        if (row % ROWS_AT_A_TIME === 0) {
          await nextTurn();
        }
        const source = sourceSchemaFor(node).safeParse(node);
        if (source.success) {
          // A list that changes while it is read can bring a source twice.
          sources.set(source.data.integrationId, {
            ...source.data,
            degradedFields: degraded.get(row) ?? [],
          });
        } else {
          rejected.push({
            ...identifiedSchema.safeParse(node).data,
            ...describeMismatch(source.error),
          });
        }
      }
    }
    return {
      sources: [...sources.values()],
      rejected,
      unavailableFields: this.#sourceFields.unavailable(),
    };
  }

  /** Throws a `notFound` where the tenant has no log source of that id. */
  async getSource(
    id: string,
    options?: TenantCallOptions,
  ): Promise<PantherSource> {
    const operation = reading(`read the log source ${id}`);
    const call = this.#core.begin(operation, options);
    const { data, errors } = await this.#graphql.ask(
      {
        document: GET_SOURCE,
        variables: { id },
        selection: this.#sourceFields,
      },
      call,
    );
    const node = data?.[GET_SOURCE.root];
    const [error] = errors;
    if (!node && error) {
      throw toFailure({ operation, error, id }, this.#core.errors);
    }
    if (node === null) {
      throw this.#core.errors.notFound(operation, id);
    }
    const source = sourceSchemaFor(node).safeParse(node);
    if (!source.success) {
      throw this.#graphql.mismatch(source.error, call, GET_SOURCE);
    }
    return {
      ...source.data,
      degradedFields: errors.flatMap(it =>
        this.#graphql.degradedFields(it, this.#sourceFields, call),
      ),
    };
  }

  /** Deletes a log source of any type. */
  async deleteSource(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource> {
    const operation = writing(`delete the log source ${id}`);
    const call = this.#core.begin(operation, options);
    const { data, errors } = await this.#graphql.ask(
      {
        document: DELETE_SOURCE,
        variables: { input: { id } },
        selection: this.#deletedFields,
      },
      call,
    );
    const [error] = errors;
    if (error && isNotFound(error)) {
      return { integrationId: id, existed: false };
    }
    if (error) {
      throw toFailure({ operation, error, id }, this.#core.errors);
    }
    const deleted = z.object({ id: z.string() }).safeParse(data?.deleteSource);
    if (!deleted.success) {
      throw this.#graphql.mismatch(deleted.error, call, DELETE_SOURCE);
    }
    return { integrationId: id, existed: true };
  }

  async createS3Source(
    input: S3SourceInput,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#writeS3Source({
      document: CREATE_S3_SOURCE,
      operation: writing(`create the S3 source '${input.label}'`),
      input: {
        awsAccountId: input.awsAccountId,
        s3Bucket: input.bucket,
        ...toMutationInput(input),
        kmsKey: input.kmsKey || undefined,
      },
      options,
    });
  }

  async getS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    const source = await this.getSource(id, options);
    const operation = reading(`read the S3 source ${id}`);
    if (!source.s3) {
      throw this.#core.errors.notFound(operation, id);
    }
    const unread = source.degradedFields.find(it => it.startsWith('s3.'));
    if (unread) {
      // Whoever writes back what is read here would lose the field.
      throw this.#core.errors.failed(operation, `it did not give ${unread}`);
    }
    const { stackName, ...settings } = source.s3;
    return { integrationId: id, label: source.label, ...settings };
  }

  async updateS3Source(
    id: string,
    update: S3SourceUpdate,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#writeS3Source({
      document: UPDATE_S3_SOURCE,
      operation: writing(`update the S3 source ${id}`),
      // Unlike the creation, the update requires the key.
      input: { id, ...toMutationInput(update), kmsKey: update.kmsKey ?? '' },
      id,
      options,
    });
  }

  async deleteS3Source(
    id: string,
    options?: TenantCallOptions,
  ): Promise<DeletedSource> {
    return this.deleteSource(id, options);
  }

  /** Every log type of the tenant. */
  async listSchemas(options?: TenantCallOptions): Promise<PantherSchema[]> {
    const call = this.#core.begin(LISTING_SCHEMAS, options);
    const schemas: PantherSchema[] = [];
    const pages = this.#graphql.pages(LIST_SCHEMAS, this.#schemaFields, call);
    for await (const { nodes, errors } of pages) {
      const [error] = errors;
      if (error) {
        throw toFailure(
          { operation: LISTING_SCHEMAS, error },
          this.#core.errors,
        );
      }
      const page = z.array(pantherSchemaSchema).safeParse(nodes);
      if (!page.success) {
        throw this.#graphql.mismatch(page.error, call, LIST_SCHEMAS);
      }
      schemas.push(...page.data);
    }
    return schemas;
  }

  async #writeS3Source(write: {
    document: GraphqlDocument;
    operation: Operation;
    input: object;
    id?: string;
    options: TenantCallOptions | undefined;
  }): Promise<S3SourceConfiguration> {
    const { document, operation, input, id } = write;
    const call = this.#core.begin(operation, write.options);
    const { data, errors } = await this.#graphql.ask(
      { document, variables: { input }, selection: this.#s3SourceFields },
      call,
    );
    const [error] = errors;
    if (error) {
      throw toFailure({ operation, error, id }, this.#core.errors);
    }
    const result = z
      .object({ logSource: s3SourceConfigurationSchema })
      .safeParse(data?.[document.root]);
    if (!result.success) {
      throw this.#graphql.mismatch(result.error, call, document);
    }
    return result.data.logSource;
  }

  /** By the row of the page. */
  #degradedFieldsByRow(
    errors: GraphqlError[],
    call: Call,
  ): Map<number, string[]> {
    const degraded = new Map<number, string[]>();
    for (const error of errors) {
      // sources, edges, row, node, field
      const row = Number(error.path?.[2]);
      degraded.set(row, [
        ...(degraded.get(row) ?? []),
        ...this.#graphql.degradedFields(error, this.#sourceFields, call),
      ]);
    }
    return degraded;
  }
}

/** What both mutations have in common. */
function toMutationInput(settings: S3SourceUpdate): object {
  return {
    label: settings.label,
    logProcessingRole: settings.logProcessingRole,
    logStreamType: settings.logStreamType,
    logStreamTypeOptions: settings.logStreamTypeOptions,
    managedBucketNotifications: settings.managedBucketNotifications,
    s3PrefixLogTypes: settings.prefixes,
  };
}
