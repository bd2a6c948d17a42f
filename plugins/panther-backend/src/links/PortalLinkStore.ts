import { LogSourceRef, PortalLink } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { WORD_LENGTH } from '../inventory/findUnstorable';
import { raiseVersion } from '../inventory/inventoryVersion';
import { isStorable } from '../inventory/isStorable';

const KEY = ['instance', 'integration_id', 'entity_ref'];

/** The links that people make in the portal; each change is in effect with all of its parts at once. */
export class PortalLinkStore {
  readonly #knex: Knex;

  /** Takes the database of the plugin, with its tables up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The links of an entity, in the order in which they were made. */
  async findByEntity(
    entityRef: string,
  ): Promise<{ ref: LogSourceRef; portalLink: PortalLink }[]> {
    const rows: {
      instance: string;
      integration_id: string;
      linked_by: string;
      linked_at: string;
    }[] = await this.#knex('portal_links')
      .where('entity_ref', entityRef)
      .orderBy(['linked_at', 'instance', 'integration_id'])
      .select('instance', 'integration_id', 'linked_by', 'linked_at');
    return rows.map(row => ({
      ref: { instance: row.instance, integrationId: row.integration_id },
      portalLink: { linkedBy: row.linked_by, linkedAt: row.linked_at },
    }));
  }

  async has(entityRef: string, ref: LogSourceRef): Promise<boolean> {
    // Refs come from addresses here, and a database refuses some texts.
    const isAskable = [ref.instance, ref.integrationId].every(part =>
      isStorable(part, WORD_LENGTH),
    );
    const row =
      isAskable &&
      (await this.#knex('portal_links')
        .where(toKey(entityRef, ref))
        .first('linked_at'));
    return Boolean(row);
  }

  /** Links an entity with some owners; a link that is there already stays as it is. */
  async put(
    entityRef: string,
    ref: LogSourceRef,
    { linkedBy, linkedAt, ownerRefs }: PortalLink & { ownerRefs: string[] },
  ): Promise<void> {
    const key = toKey(entityRef, ref);
    await this.#knex.transaction(async transaction => {
      const isNew = await transaction('portal_links')
        .insert({ ...key, linked_by: linkedBy, linked_at: linkedAt })
        .onConflict(KEY)
        .ignore()
        .returning('linked_at');
      if (!isNew.length) {
        return;
      }
      await transaction('links')
        .insert({
          ...key,
          origin: 'portal',
          evidence: toEvidence({ linkedBy, linkedAt }),
        })
        .onConflict([...KEY, 'origin'])
        .merge(['evidence']);
      if (ownerRefs.length) {
        await transaction('entity_owners')
          .insert(
            ownerRefs.map(ownerRef => ({
              entity_ref: entityRef,
              owner_ref: ownerRef,
            })),
          )
          .onConflict(['entity_ref', 'owner_ref'])
          .ignore();
      }
      await raiseVersion(transaction, ref.instance);
    });
  }

  /** Takes a link back, if there is one. Who owns the entity is left to the link index. */
  async remove(entityRef: string, ref: LogSourceRef): Promise<void> {
    const key = toKey(entityRef, ref);
    await this.#knex.transaction(async transaction => {
      const removed = await transaction('portal_links').where(key).delete();
      if (removed) {
        await transaction('links')
          .where({ ...key, origin: 'portal' })
          .delete();
        await raiseVersion(transaction, ref.instance);
      }
    });
  }
}

/** What `links` keeps of a link of the portal. */
export function toEvidence({ linkedBy, linkedAt }: PortalLink): string {
  return JSON.stringify({ linkedBy, linkedAt });
}

function toKey(entityRef: string, { instance, integrationId }: LogSourceRef) {
  return { instance, integration_id: integrationId, entity_ref: entityRef };
}
