import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/** Something that is recorded, whether it is done or refused. */
export interface AuditedWrite {
  /** In kebab-case, without the plugin's name. */
  eventId: 's3-source-write' | 'log-source-delete' | 'link-write';
  request: Request;
  meta: JsonObject & { actionType: string; instance: string };
}

/** Records who did what through the portal, and who was refused it. Backstage adds the actor. */
export class WriteAudit {
  readonly #auditor: AuditorService;

  constructor(options: { auditor: AuditorService }) {
    this.#auditor = options.auditor;
  }

  /** @param describe - What became of it, for the record. */
  async record<T>(
    { eventId, request, meta }: AuditedWrite,
    write: () => Promise<T>,
    describe: (result: T) => JsonObject = () => ({}),
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      request,
      meta,
      severityLevel: 'medium',
    });
    let result: T;
    try {
      result = await write();
    } catch (thrown) {
      await event.fail({ error: toError(thrown) });
      throw thrown;
    }
    await event.success({ meta: describe(result) });
    return result;
  }
}
