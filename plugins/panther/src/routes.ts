import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** The page of a software template, where the portal has the scaffolder; both systems take it. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
