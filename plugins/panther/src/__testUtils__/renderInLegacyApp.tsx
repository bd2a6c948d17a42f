import { renderInTestApp, TestAppOptions } from '@backstage/test-utils';
import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { MemoryRouter } from 'react-router-dom';

/**
 * Renders in an app of the old frontend system.
 *
 * @param options.path - where the app is opened
 */
export function renderInLegacyApp(
  element: ReactElement,
  options: Pick<TestAppOptions, 'mountedRoutes'> & { path: string },
): Promise<RenderResult> {
  return renderInTestApp(element, {
    mountedRoutes: options.mountedRoutes,
    components: {
      // React Router warns unless its flags are set. These are how Backstage sets them.
      Router: ({ children }) => (
        <MemoryRouter
          initialEntries={[options.path]}
          future={{ v7_relativeSplatPath: false, v7_startTransition: false }}
        >
          {children}
        </MemoryRouter>
      ),
    },
  });
}
