import {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/** Something that is asked for, as it is recorded. */
export interface AuditedRequest {
  /** In kebab-case, without the plugin's name. */
  eventId:
    | 's3-source-read'
    | 's3-source-write'
    | 'log-source-delete'
    | 'link-write'
    | 'instance-refresh';
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
    asked: AuditedRequest,
    write: () => Promise<T>,
    describe: (result: T) => JsonObject = () => ({}),
  ): Promise<T> {
    const event = await this.#createEvent(asked);
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

  /** Records what changes no log source only where somebody is refused it. */
  async recordRefusal<T>(
    asked: AuditedRequest,
    answer: () => Promise<T>,
  ): Promise<T> {
    try {
      return await answer();
    } catch (thrown) {
      const error = toError(thrown);
      if (error.name === 'NotAllowedError') {
        const event = await this.#createEvent(asked);
        await event.fail({ error });
      }
      throw thrown;
    }
  }

  #createEvent(asked: AuditedRequest): Promise<AuditorServiceEvent> {
    return this.#auditor.createEvent({ ...asked, severityLevel: 'medium' });
  }
}
