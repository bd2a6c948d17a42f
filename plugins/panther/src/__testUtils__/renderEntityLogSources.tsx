import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityLogSources as Answer } from 'backstage-plugin-panther-common';
import { EntityLogSources } from '../components/EntityLogSources';
import { pantherApiMock } from './pantherApiMock';

/** Shows the tab on the page of an entity. */
export function renderEntityLogSources(
  entity: Entity,
  getEntityLogSources: () => Promise<Answer>,
): ReturnType<typeof pantherApiMock> {
  const pantherApi = pantherApiMock({ getEntityLogSources });
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityLogSources />
    </EntityProvider>,
    { apis: [pantherApi] },
  );
  return pantherApi;
}
