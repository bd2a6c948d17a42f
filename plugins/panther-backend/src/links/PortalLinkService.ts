import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  LogSourceRef,
  pantherLogSourceReadPermission,
} from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { Inventory } from '../inventory/Inventory';
import { isStorable } from '../inventory/sql';
import { PortalLinkStore } from './PortalLinkStore';
import { withoutClaims } from '../permissions/withoutClaims';
import { readEntity } from './EntityReader';
import { readOwnerRefs, REF_LENGTH, uidOf } from './claims';
import { Writer } from '../permissions/CallerPermissions';

/**
 * Links catalog entities and log sources for somebody who may do so; that is asked before. An entity
 * or a log source that they may not see is not there, which is a `NotFoundError`.
 */
export class PortalLinkService {
  readonly #catalog: CatalogService;
  readonly #inventory: Inventory;
  readonly #store: PortalLinkStore;

  constructor(options: {
    catalog: CatalogService;
    inventory: Inventory;
    knex: Knex;
  }) {
    this.#catalog = options.catalog;
    this.#inventory = options.inventory;
    this.#store = new PortalLinkStore(options.knex);
  }

  /**
   * Links them, in effect at once; of a link that is there already, who made it and when stays,
   * unless it was made for another entity that had the same ref.
   * Throws a `ConflictError` for a log source that Panther has no more, and a `NotAllowedError` for
   * one that the writer only sees by a claim.
   */
  async link(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    writer: Writer,
  ): Promise<void> {
    const entity = await this.#readEntity(entityRef, writer);
    const name = stringifyEntityRef(entity);
    if (!isStorable(name, REF_LENGTH)) {
      throw new InputError(
        `The ref of ${name} is too long to be linked; give the entity a ref of at most ${REF_LENGTH} characters.`,
      );
    }
    await this.#expectLinkable(ref, writer);
    await this.#store.put(name, ref, {
      linkedBy: writer.actor,
      linkedAt: new Date().toISOString(),
      entityUid: uidOf(entity),
      ownerRefs: readOwnerRefs(entity),
    });
  }

  /**
   * Takes a link back, whatever became of its log source or instance, as long as it is not hidden
   * from the writer. What is not linked need not be taken back.
   */
  async unlink(
    entityRef: CompoundEntityRef,
    ref: LogSourceRef,
    writer: Writer,
  ): Promise<void> {
    const entity = await this.#readEntity(entityRef, writer);
    const name = stringifyEntityRef(entity);
    const isLinked = await this.#store.has(name, ref);
    const isConfigured = this.#inventory.instanceIds().includes(ref.instance);
    if (isConfigured || !isLinked) {
      const isHidden = async () =>
        (await this.#lookUp(ref, writer)).hidden.has(ref.integrationId);
      if (!isLinked || (await isHidden())) {
        await this.#inventory.getLogSource(ref, writer);
      }
    }
    await this.#store.remove(name, ref);
  }

  #readEntity(
    entityRef: CompoundEntityRef,
    { credentials }: Writer,
  ): Promise<Entity> {
    return readEntity(this.#catalog, entityRef, { credentials });
  }

  async #expectLinkable(ref: LogSourceRef, writer: Writer): Promise<void> {
    const { logSource, freshness } = await this.#inventory.getLogSource(
      ref,
      writer,
    );
    if (logSource.status === 'gone') {
      throw new ConflictError(
        `Panther (${freshness.title}) has the log source '${logSource.label}' no more, so nothing can be linked to it.`,
      );
    }
    // Else a claim would grant a link, and a link what no claim may grant.
    const unclaimed = await this.#lookUp(ref, {
      visibility: withoutClaims(writer.visibility),
    });
    if (!unclaimed.logSources.has(ref.integrationId)) {
      throw new NotAllowedError(
        `You see the log source '${logSource.label}' only because of what a catalog file says, which is not enough to link it; ask your portal's administrators to link it, or to extend your permission ${pantherLogSourceReadPermission.name}.`,
      );
    }
  }

  #lookUp(
    { instance, integrationId }: LogSourceRef,
    { visibility }: Pick<Writer, 'visibility'>,
  ) {
    return this.#inventory.findLogSources(instance, [integrationId], {
      visibility,
    });
  }
}
