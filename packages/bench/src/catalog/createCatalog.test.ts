import { ListedSource } from '../upstream/listSources';
import {
  COMPONENTS,
  createComponents,
  createPeople,
  SOURCES_PER_TAB,
  VIEWED_COMPONENTS,
  VIEWERS,
} from './createCatalog';

const ANNOTATION = 'panther.com/log-source-id';

const sources = Array.from(
  { length: 10_000 },
  (_, index): ListedSource => ({
    id: `source-${index}`,
    bucket: index % 5 < 3 ? `bucket-${index}` : undefined,
    logTypes: [],
  }),
);

describe('createComponents', () => {
  const entities = createComponents(sources);
  const components = entities.filter(({ kind }) => kind === 'Component');
  const namedBy = components.map(({ metadata }) =>
    String(metadata.annotations?.[ANNOTATION]).split(','),
  );

  it('names ten log sources for each tab that is looked at, and one for each other', () => {
    expect(components).toHaveLength(COMPONENTS);
    for (const named of namedBy.slice(0, VIEWED_COMPONENTS)) {
      expect(named).toHaveLength(SOURCES_PER_TAB);
    }
    for (const named of namedBy.slice(VIEWED_COMPONENTS)) {
      expect(named).toHaveLength(1);
    }
  });

  it('names no log source twice', () => {
    const all = namedBy.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('has every second tab depend on the bucket of a log source that it shows', () => {
    const resources = entities.filter(({ kind }) => kind === 'Resource');
    expect(resources).toHaveLength(VIEWED_COMPONENTS / 2);
    const [component] = components.slice(1);
    const [resource] = resources;
    expect(component?.spec?.dependsOn).toEqual([
      `resource:default/${resource?.metadata.name}`,
    ]);
    expect(resource?.metadata.annotations).toMatchObject({
      'panther.com/s3-bucket': 'bucket-10',
    });
    expect(namedBy[1]).toContain('source-10');
  });
});

describe('createPeople', () => {
  it('gives each viewer a user and a team', () => {
    const kinds = createPeople().map(({ kind }) => kind);
    expect(kinds.filter(kind => kind === 'User')).toHaveLength(VIEWERS);
    expect(kinds.filter(kind => kind === 'Group')).toHaveLength(VIEWERS);
  });
});
