import { LogSourceRef, PortalLink } from 'backstage-plugin-panther-common';
import { Knex } from 'knex';
import { raiseVersion } from '../inventory/inventoryVersion';
import { isStorable, WORD_LENGTH } from '../inventory/sql';
import { REF_LENGTH } from './claims';

const KEY = ['instance', 'integration_id', 'entity_ref'];

/** A link of the portal, with the uid of the entity that it was made for. */
export interface StoredPortalLink {
  ref: LogSourceRef;
  portalLink: Required<PortalLink>;
  entityUid: string;
}

/** The links that people make in the portal; each change is in effect with all of its parts at once. */
export class PortalLinkStore {
  readonly #knex: Knex;

  /** Takes the database of the plugin, with its tables up to date. */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The links of an entity, in the order in which they were made. */
  async findByEntity(entityRef: string): Promise<StoredPortalLink[]> {
    // It comes from an address, of an entity that may not be there.
    if (!isStorable(entityRef, REF_LENGTH)) {
      return [];
    }
    const rows: {
      instance: string;
      integration_id: string;
      entity_uid: string;
      linked_by: string;
      linked_at: string;
    }[] = await this.#knex('portal_links')
      .where('entity_ref', entityRef)
      .orderBy(['linked_at', 'instance', 'integration_id'])
      .select(
        'instance',
        'integration_id',
        'entity_uid',
        'linked_by',
        'linked_at',
      );
    return rows.map(row => ({
      ref: { instance: row.instance, integrationId: row.integration_id },
      portalLink: { linkedBy: row.linked_by, linkedAt: row.linked_at },
      entityUid: row.entity_uid,
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

  /**
   * Links an entity with some owners; a link of it that is there already stays as it is. Those that
   * were made for another entity with its ref are not in effect any more.
   */
  async put(
    entityRef: string,
    ref: LogSourceRef,
    link: Required<PortalLink> & { entityUid: string; ownerRefs: string[] },
  ): Promise<void> {
    const { linkedBy, linkedAt, entityUid, ownerRefs } = link;
    const key = toKey(entityRef, ref);
    const made = {
      linked_by: linkedBy,
      linked_at: linkedAt,
      entity_uid: entityUid,
    };
    await this.#knex.transaction(async transaction => {
      const isNew = await transaction('portal_links')
        .insert({ ...key, ...made })
        .onConflict(KEY)
        .merge({ ...made, missing_since: null })
        .where(one =>
          one
            .whereNotNull('portal_links.missing_since')
            .orWhereNot('portal_links.entity_uid', entityUid),
        )
        .returning('linked_at');
      if (!isNew.length) {
        return;
      }
      await endLinksOfOthers(transaction, { entityRef, entityUid, linkedAt });
      await transaction('links')
        .insert({
          ...key,
          origin: 'portal',
          evidence: toEvidence({ linkedBy, linkedAt }),
        })
        .onConflict([...KEY, 'origin'])
        .merge(['evidence']);
      // What is known of them may be about another entity.
      await transaction('entity_owners')
        .where('entity_ref', entityRef)
        .whereNotIn('owner_ref', ownerRefs)
        .delete();
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

/** Has what was made for other entities with the ref of one wait to be taken back, without effect. */
async function endLinksOfOthers(
  transaction: Knex.Transaction,
  one: { entityRef: string; entityUid: string; linkedAt: string },
): Promise<void> {
  const ended: { instance: string; integration_id: string }[] =
    await transaction('portal_links')
      .where('entity_ref', one.entityRef)
      .whereNot('entity_uid', one.entityUid)
      .whereNull('missing_since')
      .update({ missing_since: one.linkedAt })
      .returning(['instance', 'integration_id']);
  for (const link of ended) {
    await transaction('links')
      .where({ ...link, entity_ref: one.entityRef, origin: 'portal' })
      .delete();
    await raiseVersion(transaction, link.instance);
  }
}

/** What `links` keeps of a link of the portal. */
export function toEvidence({
  linkedBy,
  linkedAt,
}: Required<PortalLink>): string {
  return JSON.stringify({ linkedBy, linkedAt });
}

function toKey(entityRef: string, { instance, integrationId }: LogSourceRef) {
  return { instance, integration_id: integrationId, entity_ref: entityRef };
}
