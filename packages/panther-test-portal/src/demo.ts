import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** Log sources of the sandbox's tenant. */
export const ACCESS_LOGS = '3f6c1f0e-5a2b-4c8d-9e1a-7b0c2d4e6f81';
export const AUDIT_TRAIL = 'a91d7c52-0e3f-4b6a-8c2d-5f1e9b7a3d40';
export const BILLING_LOGS = 'c57e2b19-8d4a-4f3e-b6a1-2e9f0c7d5b38';
export const EDGE_LOGS = 'bcd45662-bab7-4f99-b69f-083a0212568d';

/** The log source that the ledger names, and that the tenant does not have. */
export const LEDGER_LOGS = 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17';

/** The entities of the demo, as the catalog gives them out. */
export const demoEntities = withRelations(
  ['catalog.yaml', 'people.yaml'].flatMap(readEntities),
);

export const checkoutApi = find('component:default/checkout-api');
export const billingWorker = find('component:default/billing-worker');
export const billingLogs = find('resource:default/billing-logs');
export const ledger = find('component:default/ledger');
export const webStorefront = find('component:default/web-storefront');

interface WrittenEntity extends Entity {
  spec?: JsonObject & { owner?: string; dependsOn?: string[] };
}

function readEntities(file: string): WrittenEntity[] {
  const path = resolvePackagePath(
    'panther-test-portal',
    '../../examples',
    file,
  );
  return parseAllDocuments(readFileSync(path, 'utf8')).map(document => {
    const entity: WrittenEntity = document.toJS();
    return {
      ...entity,
      metadata: { namespace: 'default', ...entity.metadata },
    };
  });
}

/** Adds the relations that tell of owners and dependencies. */
function withRelations(entities: WrittenEntity[]): Entity[] {
  const relations = entities.flatMap(entity => {
    const ref = stringifyEntityRef(entity);
    const { owner, dependsOn = [] } = entity.spec ?? {};
    const owners = owner ? [toRef(owner, 'group')] : [];
    const dependencies = dependsOn.map(target => toRef(target));
    return [
      ...owners.map(targetRef => ({ ref, type: RELATION_OWNED_BY, targetRef })),
      ...dependencies.flatMap(targetRef => [
        { ref, type: RELATION_DEPENDS_ON, targetRef },
        { ref: targetRef, type: RELATION_DEPENDENCY_OF, targetRef: ref },
      ]),
    ];
  });
  return entities.map(entity => ({
    ...entity,
    relations: relations
      .filter(({ ref }) => ref === stringifyEntityRef(entity))
      .map(({ type, targetRef }) => ({ type, targetRef })),
  }));
}

function toRef(written: string, defaultKind?: string): string {
  return stringifyEntityRef(
    parseEntityRef(written, { defaultKind, defaultNamespace: 'default' }),
  );
}

function find(ref: string): Entity {
  const entity = demoEntities.find(one => stringifyEntityRef(one) === ref);
  if (!entity) {
    throw new Error(`The catalog of the demo has no ${ref}`);
  }
  return entity;
}
