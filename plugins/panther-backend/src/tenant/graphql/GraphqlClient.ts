import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';
import {
  CREATE_S3_SOURCE,
  DELETE_SOURCE,
  GET_SOURCE,
  GraphqlDocument,
  LIST_SCHEMAS,
  UPDATE_S3_SOURCE,
  S3_SOURCE_FIELDS,
  SCHEMA_FIELDS,
  SOURCE_FIELDS,
} from './documents';
import { FieldSelection } from './FieldSelection';
import { GraphqlCore } from './GraphqlCore';
import { isNotFound, toFailure } from './graphqlErrors';
import { RequestCore } from '../RequestCore';
import { readSourceList } from './readSourceList';
import {
  deletedSchema,
  pantherSchemaSchema,
  sourceSchemaFor,
  writtenS3SourceSchema,
} from '../schemas';
import { Operation, reading, writing } from '../operations';
import { requireSettings } from './requireSettings';
import {
  DeletedSource,
  PantherSchema,
  PantherSource,
  S3SourceApi,
  S3SourceConfiguration,
  S3SourceInput,
  S3SourceUpdate,
  SourceList,
  TenantCallOptions,
  UnavailableField,
} from '../types';

const LISTING = reading('sources', 'list the log sources');
const LISTING_SCHEMAS = reading('schemas', 'list the log types');

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
  async listSources(options: TenantCallOptions = {}): Promise<SourceList> {
    const selection = this.#sourceFields;
    return this.#core.run(
      LISTING,
      options,
      call => readSourceList({ graphql: this.#graphql, selection, call }),
      durationToMilliseconds(this.#core.instance.refresh.timeout),
    );
  }

  /** Throws a `notFound` where the tenant has no log source of that id. */
  async getSource(
    id: string,
    options: TenantCallOptions = {},
  ): Promise<PantherSource> {
    const operation = reading('source', `read the log source ${id}`);
    const { source } = await this.#readSource(id, operation, options);
    return source;
  }

  /** Deletes a log source of any type. */
  async deleteSource(
    id: string,
    options: TenantCallOptions = {},
  ): Promise<DeletedSource> {
    const operation = writing('deleteSource', `delete the log source ${id}`);
    return this.#core.run(operation, options, async call => {
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
      const deleted = deletedSchema.safeParse(data?.[DELETE_SOURCE.root]);
      if (!deleted.success) {
        throw this.#graphql.mismatch(deleted.error, call, DELETE_SOURCE);
      }
      return { integrationId: id, existed: true };
    });
  }

  async createS3Source(
    input: S3SourceInput,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#writeS3Source({
      document: CREATE_S3_SOURCE,
      operation: writing(
        'createS3Source',
        `create the S3 source '${input.label}'`,
      ),
      input: {
        awsAccountId: input.awsAccountId,
        s3Bucket: input.bucket,
        ...toMutationInput(input),
        kmsKey: input.kmsKey || undefined,
      },
      options,
    });
  }

  /** Rejects where Panther does not give every setting. */
  async getS3Source(
    id: string,
    options: TenantCallOptions = {},
  ): Promise<S3SourceConfiguration> {
    const operation = reading('source', `read the S3 source ${id}`);
    const read = await this.#readSource(id, operation, options);
    const settings = requireSettings(read, operation, this.#core.errors);
    return { integrationId: id, label: read.source.label, ...settings };
  }

  async updateS3Source(
    id: string,
    update: S3SourceUpdate,
    options?: TenantCallOptions,
  ): Promise<S3SourceConfiguration> {
    return this.#writeS3Source({
      document: UPDATE_S3_SOURCE,
      operation: writing('updateS3Source', `update the S3 source ${id}`),
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
  async listSchemas(options: TenantCallOptions = {}): Promise<PantherSchema[]> {
    return this.#core.run(LISTING_SCHEMAS, options, async call => {
      const schemas: PantherSchema[] = [];
      const pages = this.#graphql.pages(
        {
          document: LIST_SCHEMAS,
          selection: this.#schemaFields,
          readNode: node => node,
        },
        call,
      );
      for await (const { rows, errors } of pages) {
        const [error] = errors;
        if (error) {
          throw toFailure(
            { operation: LISTING_SCHEMAS, error },
            this.#core.errors,
          );
        }
        const page = z.array(pantherSchemaSchema).safeParse(rows);
        if (!page.success) {
          throw this.#graphql.mismatch(page.error, call, LIST_SCHEMAS);
        }
        schemas.push(...page.data);
      }
      return schemas;
    });
  }

  async #readSource(
    id: string,
    operation: Operation,
    options: TenantCallOptions,
  ): Promise<{ source: PantherSource; unavailable: UnavailableField[] }> {
    return this.#core.run(operation, options, async call => {
      const { data, errors, unavailable } = await this.#graphql.ask(
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
      const degradedFields = errors.flatMap(it =>
        this.#graphql.degradedFields(it, this.#sourceFields, call),
      );
      return { source: { ...source.data, degradedFields }, unavailable };
    });
  }

  async #writeS3Source(write: {
    document: GraphqlDocument;
    operation: Operation;
    input: object;
    id?: string;
    options: TenantCallOptions | undefined;
  }): Promise<S3SourceConfiguration> {
    const { document, operation, input, id, options = {} } = write;
    return this.#core.run(operation, options, async call => {
      const { data, errors } = await this.#graphql.ask(
        { document, variables: { input }, selection: this.#s3SourceFields },
        call,
      );
      const [error] = errors;
      if (error) {
        throw toFailure({ operation, error, id }, this.#core.errors);
      }
      const result = writtenS3SourceSchema.safeParse(data?.[document.root]);
      if (!result.success) {
        throw this.#graphql.mismatch(result.error, call, document);
      }
      return result.data.logSource;
    });
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
