import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EntityLogSources,
  Freshness,
  LogSourceLink,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { Inventory, InventoryAnswer } from '../inventory/Inventory';
import { LinkClaim, readLinkClaims } from './readLinkClaims';

/** Finds the log sources of a catalog entity, as somebody who may or may not see that entity. */
export class EntityLogSourcesService {
  readonly #catalog: CatalogService;
  readonly #inventory: Inventory;

  constructor(options: { catalog: CatalogService; inventory: Inventory }) {
    this.#catalog = options.catalog;
    this.#inventory = options.inventory;
  }

  async getEntityLogSources(
    entityRef: CompoundEntityRef,
    options: { credentials: BackstageCredentials },
  ): Promise<EntityLogSources> {
    const entity = await this.#readEntity(entityRef, options);
    const claims = readLinkClaims(entity);
    const answers = await this.#lookUp(claims);
    return {
      entityRef: stringifyEntityRef(entity),
      links: claims.map(claim =>
        toLink(claim, answers.get(claim.ref.instance), this.#inventory),
      ),
      freshness: freshnessOf(answers),
    };
  }

  async #readEntity(
    entityRef: CompoundEntityRef,
    options: { credentials: BackstageCredentials },
  ): Promise<Entity> {
    const name = stringifyEntityRef(entityRef);
    let entity: Entity | undefined;
    try {
      entity = await this.#catalog.getEntityByRef(entityRef, options);
    } catch (error) {
      // The catalog's own status and body would otherwise go out as ours.
      throw new ServiceUnavailableError(
        `The catalog could not be asked for ${name}`,
        error,
      );
    }
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${name}, or you may not see it.`,
      );
    }
    return entity;
  }

  /** One look-up for each configured instance that the claims name. */
  async #lookUp(claims: LinkClaim[]): Promise<Map<string, InventoryAnswer>> {
    const named = new Set(claims.map(({ ref }) => ref.instance));
    const configured = this.#inventory
      .instanceIds()
      .filter(id => named.has(id));
    return new Map(
      await Promise.all(
        configured.map(async id => {
          const ids = claims
            .filter(({ ref }) => ref.instance === id)
            .map(({ ref }) => ref.integrationId);
          const answer = await this.#inventory.findLogSources(id, ids);
          return [id, answer] as const;
        }),
      ),
    );
  }
}

function freshnessOf(answers: Map<string, InventoryAnswer>): Freshness[] {
  return [...answers.values()].map(({ freshness }) => freshness);
}

function toLink(
  claim: LinkClaim,
  answer: InventoryAnswer | undefined,
  inventory: Inventory,
): LogSourceLink {
  const { integrationId } = claim.ref;
  const link = {
    logSourceRef: stringifyLogSourceRef(claim.ref),
    origin: claim.origin,
    evidence: claim.evidence,
  };
  if (!answer) {
    return {
      ...link,
      state: 'unknown',
      message: `No Panther instance is called '${
        claim.ref.instance
      }' here. Write the ref as <instance>:<id>; the instances are ${inventory
        .instanceIds()
        .join(', ')}.`,
    };
  }
  const logSource = answer.logSources.get(integrationId);
  if (logSource?.status === 'gone') {
    return {
      ...link,
      state: 'gone',
      logSource,
      message: `Panther (${answer.freshness.title}) has this log source no more: it has been deleted there.`,
    };
  }
  if (logSource) {
    return { ...link, state: 'found', logSource };
  }
  const unusable = answer.unusable.get(integrationId);
  if (unusable) {
    return { ...link, state: 'unavailable', message: unusable };
  }
  if (!answer.freshness.asOf) {
    return {
      ...link,
      state: 'unavailable',
      message: answer.freshness.problem?.message,
    };
  }
  return {
    ...link,
    state: 'unknown',
    message: `Panther (${answer.freshness.title}) has no log source with this id: the id is mistyped, or it was deleted long ago.`,
  };
}
