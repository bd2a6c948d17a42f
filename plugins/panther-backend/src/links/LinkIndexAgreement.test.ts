import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entity } from './__testUtils__/entity';
import { putS3Source, setupLinkIndex } from './__testUtils__/setupLinkIndex';
import { PortalLinkStore } from './PortalLinkStore';
import {
  databaseIds,
  createTestDatabase,
} from '../__testUtils__/createTestDatabase';
import { createTestPanther } from '../__testUtils__/createTestPanther';

const BUCKETS = ['acme-a', 'acme-b', 'acme-c', 'acme-none'];
const PREFIXES = ['', 'app/', 'app/web/', 'audit/'];

/** Numbers below a bound that are the same in every run (a linear congruential generator). */
function createDraw(seed: number) {
  let state = seed;
  return (bound: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}

function oneOf(values: string[], draw: (bound: number) => number): string {
  return values[draw(values.length)] ?? '';
}

function generateCatalog(draw: (bound: number) => number): Entity[] {
  const path = () => `${oneOf(BUCKETS, draw)}/${oneOf(PREFIXES, draw)}`;
  const names = { Component: 60, Resource: 25 };
  const dependencies = new Map<string, Set<string>>();
  const dependents = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (let edge = 0; edge < 120; edge += 1) {
    const from = draw(5)
      ? `component:default/n${draw(names.Component)}`
      : `resource:default/n${draw(names.Resource)}`;
    const to = draw(6)
      ? `resource:default/n${draw(names.Resource)}`
      : `component:default/n${draw(names.Component)}`;
    put(dependencies, from, to);
    put(dependents, to, from);
  }
  return (['Component', 'Resource'] as const).flatMap(kind =>
    Array.from({ length: names[kind] }, (_, index) => {
      const ref = `${kind.toLowerCase()}:default/n${index}`;
      const annotations: Record<string, string> = {};
      if (!draw(3)) {
        annotations['panther.com/log-source-id'] = [
          `s${draw(12)}`,
          `eu:s${draw(12)}`,
          `gone${draw(3)}`,
        ].join(', ');
      }
      if (!draw(3)) {
        annotations['panther.com/s3-bucket'] = `${path()}, ${path()}`;
      }
      if (!draw(3)) {
        annotations['aws.amazon.com/arn'] = `arn:aws:s3:::${path()}*`;
      }
      return entity(`${kind}:n${index}`, annotations, {
        dependsOn: [...(dependencies.get(ref) ?? [])],
        dependencyOf: [...(dependents.get(ref) ?? [])],
      });
    }),
  );
}

describe.each(databaseIds)('the link index on %s', databaseId => {
  const database = createTestDatabase(databaseId);

  it.each([1, 2, 3])(
    'has the links that each entity has for itself (catalog %s)',
    async seed => {
      const index = await setupLinkIndex(await database.empty());
      const draw = createDraw(seed);
      for (let source = 0; source < 24; source += 1) {
        await putS3Source(
          index.knex,
          `s${source % 12}`,
          oneOf(BUCKETS.slice(0, 3), draw),
          PREFIXES.filter(() => draw(2)).concat('deep/er/'),
          source < 12 ? 'default' : 'eu',
        );
      }
      const entities = generateCatalog(draw);
      const portalLinks = new PortalLinkStore(index.knex);
      for (let link = 0; link < 40; link += 1) {
        await portalLinks.put(
          `component:default/n${draw(60)}`,
          { instance: 'default', integrationId: `s${draw(12)}` },
          {
            linkedBy: 'user:default/paula',
            linkedAt: `${link}`,
            entityUid: '',
            ownerRefs: [],
          },
        );
      }
      await index.pass(entities);

      const { entityLogSources: live } = createTestPanther(index.knex, {
        catalog: catalogServiceMock({
          entities: [...entities, entity('User:paula', {})],
        }),
      });
      const pairs = new Map<string, unknown>();
      for (const { metadata, kind } of entities) {
        const { entityRef, links } = await live.getEntityLogSources(
          parseEntityRef(`${kind}:${metadata.name}`),
          { credentials: mockCredentials.user(), visibility: 'all' },
        );
        for (const { logSourceRef, evidence, portalLink } of links) {
          pairs.set(`${entityRef} ${logSourceRef}`, evidence ?? portalLink);
        }
      }

      // The live answer names a log source once, with the annotation's evidence first.
      const rows = await index.knex('links').select().orderBy('origin', 'desc');
      const indexed = new Map(
        rows.map(row => [
          `${row.entity_ref} ${row.instance}:${row.integration_id}`,
          JSON.parse(row.evidence),
        ]),
      );
      expect(indexed).toEqual(pairs);
      expect(pairs.size).toBeGreaterThan(100);
    },
  );
});
