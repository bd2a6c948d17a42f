import { InputError } from '@backstage/errors';
import {
  DeletedLogSource,
  DeletionPreview,
  LogSourceRef,
  S3SourceInput,
  S3SourcePreview,
  S3SourceSettings,
  S3SourceSettingsAnswer,
  stringifyLogSourceRef,
  UnclearWrite,
  WrittenS3Source,
} from 'backstage-plugin-panther-common';
import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import express, { Request, Response } from 'express';
import { Inventory } from '../inventory/Inventory';
import { PortalLinkService } from '../links/PortalLinkService';
import { AuditedRequest, WriteAudit } from './WriteAudit';
import { CallerPermissions, Writer } from '../permissions/CallerPermissions';
import { LogSourceDeletionService } from '../writes/LogSourceDeletionService';
import { S3SourceCreation } from '../writes/S3SourceCreation';
import { S3SourceUpdates } from '../writes/S3SourceUpdates';

/** What the routes that write need. */
export interface WriteServices {
  callerPermissions: CallerPermissions;
  inventory: Inventory;
  audit: WriteAudit;
  creation: S3SourceCreation;
  updates: S3SourceUpdates;
  deletion: LogSourceDeletionService;
  portalLinks: PortalLinkService;
}

/** The routes that change something in Panther or link something in the portal, each of them recorded. */
export function addWriteRoutes(
  router: express.Router,
  services: WriteServices,
): void {
  addS3SourceRoutes(router, services);
  addDeletionRoute(router, services);
  addLinkRoutes(router, services);
}

function addS3SourceRoutes(
  router: express.Router,
  services: WriteServices,
): void {
  const { callerPermissions, audit, creation, updates } = services;
  router.post(
    '/s3-sources/:instance',
    async (
      req,
      res: Response<S3SourcePreview | WrittenS3Source | UnclearWrite>,
    ) => {
      const { instance } = req.params;
      // The OpenAPI document has made it one.
      const input: S3SourceInput = req.body;
      const options = { idempotencyKey: req.get('Idempotency-Key') };
      await answerWrite(req, res, audit, {
        eventId: 's3-source-write',
        meta: { actionType: 'create', instance, settings: input },
        async authorise() {
          const writer = await callerPermissions.writers(req);
          await callerPermissions.requireCreate(writer);
          return writer;
        },
        preview: writer =>
          creation.previewCreate(instance, input, writer, options),
        write: writer => creation.create(instance, input, writer, options),
        describe: describeWritten,
        status: 201,
      });
    },
  );

  router.get(
    '/s3-sources/:instance/:id',
    async (req, res: Response<S3SourceSettingsAnswer>) => {
      const ref = refOf(req.params);
      const settings = await audit.recordRefusal(
        {
          eventId: 's3-source-read',
          request: req,
          meta: { actionType: 'read', ...describeRef(ref) },
        },
        async () =>
          updates.getSettings(
            ref,
            await authorise(req, ref, 'update', services),
          ),
      );
      res.json(settings);
    },
  );

  router.put(
    '/s3-sources/:instance/:id',
    async (
      req,
      res: Response<S3SourcePreview | WrittenS3Source | UnclearWrite>,
    ) => {
      const ref = refOf(req.params);
      // The OpenAPI document has made it one.
      const settings: S3SourceSettings = req.body;
      await answerWrite(req, res, audit, {
        eventId: 's3-source-write',
        meta: { actionType: 'update', ...describeRef(ref), settings },
        authorise: () => authorise(req, ref, 'update', services),
        preview: writer => updates.previewUpdate(ref, settings, writer),
        write: writer =>
          updates.update(ref, settings, writer, {
            revision: requireRevision(req),
          }),
        describe: describeWritten,
        status: 200,
      });
    },
  );
}

function addDeletionRoute(
  router: express.Router,
  services: WriteServices,
): void {
  const { audit, deletion } = services;
  router.delete(
    '/log-sources/:instance/:id',
    async (
      req,
      res: Response<DeletionPreview | DeletedLogSource | UnclearWrite>,
    ) => {
      const ref = refOf(req.params);
      await answerWrite(req, res, audit, {
        eventId: 'log-source-delete',
        meta: { actionType: 'delete', ...describeRef(ref) },
        authorise: () => authorise(req, ref, 'delete', services),
        preview: writer => deletion.preview(ref, writer),
        write: writer => deletion.delete(ref, writer),
        describe: deleted => ({ ...deleted }),
        status: 200,
      });
    },
  );
}

function addLinkRoutes(
  router: express.Router,
  { callerPermissions, inventory, audit, portalLinks }: WriteServices,
): void {
  const path = '/entities/:kind/:namespace/:name/links/:instance/:id';

  router.put(path, async (req, res) => {
    const ref = refOf(req.params);
    const entityRef = entityRefOf(req.params);
    await audit.record(
      {
        eventId: 'link-write',
        request: req,
        meta: { actionType: 'create', ...describeLink(entityRef, ref) },
      },
      async () => {
        const writer = await callerPermissions.writers(req);
        await callerPermissions.requireOnEntity('link', entityRef, writer);
        // What the caller may not see is not there for them.
        await inventory.getLogSource(ref, writer);
        await callerPermissions.requireOnLogSource('link', ref, writer);
        await portalLinks.link(entityRef, ref, writer);
      },
    );
    res.status(204).end();
  });

  router.delete(path, async (req, res) => {
    const ref = refOf(req.params);
    const entityRef = entityRefOf(req.params);
    await audit.record(
      {
        eventId: 'link-write',
        request: req,
        meta: { actionType: 'delete', ...describeLink(entityRef, ref) },
      },
      async () => {
        const writer = await callerPermissions.writers(req);
        await callerPermissions.requireOnEntity('unlink', entityRef, writer);
        await portalLinks.unlink(entityRef, ref, writer);
      },
    );
    res.status(204).end();
  });
}

/**
 * Answers with what a write would do, which is recorded where it is refused only, or writes, which is
 * recorded whatever comes of it.
 */
async function answerWrite<Preview, Written extends object>(
  req: Request,
  res: Response<Preview | Written>,
  audit: WriteAudit,
  {
    eventId,
    meta,
    authorise: findWriter,
    preview,
    write,
    describe,
    status,
  }: Pick<AuditedRequest, 'eventId' | 'meta'> & {
    authorise(): Promise<Writer>;
    preview(writer: Writer): Promise<Preview>;
    write(writer: Writer): Promise<Written>;
    describe(written: Written): JsonObject;
    /** Where it is known what became of it. */
    status: 200 | 201;
  },
): Promise<void> {
  const dryRun = isDryRun(req);
  const asked = { eventId, request: req, meta: { ...meta, dryRun } };
  if (dryRun) {
    res.json(
      await audit.recordRefusal(asked, async () => preview(await findWriter())),
    );
    return;
  }
  const written = await audit.record(
    asked,
    async () => write(await findWriter()),
    describe,
  );
  res.status('outcome' in written ? 202 : status).json(written);
}

/** What the caller may not see is not there for them, before they are refused anything about it. */
async function authorise(
  req: Request,
  ref: LogSourceRef,
  operation: 'update' | 'delete',
  { callerPermissions, inventory }: WriteServices,
): Promise<Writer> {
  const writer = await callerPermissions.writers(req);
  await inventory.getLogSource(ref, writer);
  await callerPermissions.requireOnLogSource(operation, ref, writer);
  return writer;
}

function refOf(params: { instance: string; id: string }): LogSourceRef {
  return { instance: params.instance, integrationId: params.id };
}

function entityRefOf(params: CompoundEntityRef): CompoundEntityRef {
  const { kind, namespace, name } = params;
  return { kind, namespace, name };
}

function describeRef(ref: LogSourceRef) {
  return { instance: ref.instance, logSourceRef: stringifyLogSourceRef(ref) };
}

function describeLink(entityRef: CompoundEntityRef, ref: LogSourceRef) {
  return { ...describeRef(ref), entityRef: stringifyEntityRef(entityRef) };
}

function describeWritten(written: WrittenS3Source | UnclearWrite) {
  return 'outcome' in written
    ? { outcome: written.outcome }
    : {
        logSourceRef: written.logSource.ref,
        changes: written.changes.map(({ field, message }) => ({
          field,
          message,
        })),
      };
}

function isDryRun(req: Request): boolean {
  // The OpenAPI document has made it a boolean.
  return (req.query as { dryRun?: unknown }).dryRun === true;
}

function requireRevision(req: Request): string {
  const revision = req.get('If-Match');
  if (!revision) {
    throw new InputError(
      'The header If-Match is missing; send the revision that the settings had when they were read.',
    );
  }
  return revision;
}
