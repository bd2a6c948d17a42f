import {
  LogSourceRef,
  parseLogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { LogSourceResource } from 'backstage-plugin-panther-node';
import { Knex } from 'knex';

/**
 * What the permission rules look at, for each of some log source refs; nothing where the inventory
 * has no such log source.
 */
export async function findLogSourceResources(
  knex: Knex,
  refs: string[],
): Promise<(LogSourceResource | undefined)[]> {
  const parsed = refs.map(parseLogSourceRef);
  const resources = await findResources(knex, parsed);
  await Promise.all([
    addLogTypes(knex, parsed, resources),
    addLinkedOwners(knex, parsed, resources),
    addCreators(knex, parsed, resources),
  ]);
  return parsed.map(ref => resources.get(stringifyLogSourceRef(ref)));
}

async function findResources(
  knex: Knex,
  refs: LogSourceRef[],
): Promise<Map<string, LogSourceResource>> {
  const rows: { instance: string; integration_id: string; type: string }[] =
    await knex('log_sources')
      .where(one => whereOneOf(one, refs))
      .select('instance', 'integration_id', 'type');
  return new Map(
    rows.map(row => [
      keyOf(row),
      {
        instance: row.instance,
        integrationId: row.integration_id,
        type: row.type,
        logTypes: [],
        linkedOwners: [],
      },
    ]),
  );
}

async function addLogTypes(
  knex: Knex,
  refs: LogSourceRef[],
  resources: Map<string, LogSourceResource>,
): Promise<void> {
  const rows: { instance: string; integration_id: string; log_type: string }[] =
    await knex('log_source_log_types')
      .where(one => whereOneOf(one, refs))
      .select('instance', 'integration_id', 'log_type');
  for (const row of rows) {
    resources.get(keyOf(row))?.logTypes.push(row.log_type);
  }
}

async function addLinkedOwners(
  knex: Knex,
  refs: LogSourceRef[],
  resources: Map<string, LogSourceResource>,
): Promise<void> {
  const rows: {
    instance: string;
    integration_id: string;
    owner_ref: string;
    origin: LogSourceResource['linkedOwners'][number]['origin'];
  }[] = await knex('links')
    .join('entity_owners', 'entity_owners.entity_ref', 'links.entity_ref')
    .where(one => whereOneOf(one, refs))
    .distinct('instance', 'integration_id', 'owner_ref', 'origin');
  for (const { owner_ref: ownerRef, origin, ...row } of rows) {
    resources.get(keyOf(row))?.linkedOwners.push({ ownerRef, origin });
  }
}

async function addCreators(
  knex: Knex,
  refs: LogSourceRef[],
  resources: Map<string, LogSourceResource>,
): Promise<void> {
  const rows: {
    instance: string;
    integration_id: string;
    created_by: string;
  }[] = await knex('created_sources')
    .where(one => whereOneOf(one, refs))
    .select('instance', 'integration_id', 'created_by');
  for (const { created_by: createdInPortalBy, ...row } of rows) {
    const resource = resources.get(keyOf(row));
    if (resource) {
      resource.createdInPortalBy = createdInPortalBy;
    }
  }
}

function whereOneOf(query: Knex.QueryBuilder, refs: LogSourceRef[]): void {
  query.whereIn(
    ['instance', 'integration_id'],
    refs.map(({ instance, integrationId }) => [instance, integrationId]),
  );
}

function keyOf(row: { instance: string; integration_id: string }): string {
  return stringifyLogSourceRef({
    instance: row.instance,
    integrationId: row.integration_id,
  });
}
