import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  EntityLogSources as Answer,
  PantherApi,
} from 'backstage-plugin-panther-common';
import { SWRConfig } from 'swr';
import { EntityLogSources } from '../components/EntityLogSources';
import { pantherApiMock } from './pantherApiMock';

/**
 * Shows the tab on the page of an entity.
 *
 * @param options.pantherApi - what else the backend is to answer
 * @param options.isAllowed - what the policy decides; everything is allowed unless a test says otherwise
 */
export function renderEntityLogSources(
  entity: Entity,
  getEntityLogSources: () => Promise<Answer>,
  options?: {
    pantherApi?: Partial<PantherApi>;
    isAllowed?: (request: EvaluatePermissionRequest) => boolean;
  },
): ReturnType<typeof pantherApiMock> {
  const pantherApi = pantherApiMock({
    getEntityLogSources,
    ...options?.pantherApi,
  });
  const isAllowed = options?.isAllowed ?? (() => true);
  renderInTestApp(
    // What one test may do must not be remembered in the next.
    <SWRConfig value={{ provider: () => new Map() }}>
      <EntityProvider entity={entity}>
        <EntityLogSources />
      </EntityProvider>
    </SWRConfig>,
    {
      apis: [
        pantherApi,
        mockApis.permission({
          authorize: request =>
            isAllowed(request) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return pantherApi;
}
