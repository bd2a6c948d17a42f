import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { PANTHER_LOG_SOURCE_ID_ANNOTATION } from 'backstage-plugin-panther-common';

/** What to have in an entity's catalog file so that the log sources with these refs are linked. */
export function annotationSnippet(entity: Entity, refs: string[]): string {
  const { name, namespace = DEFAULT_NAMESPACE } = entity.metadata;
  return [
    `apiVersion: ${entity.apiVersion}`,
    `kind: ${entity.kind}`,
    'metadata:',
    `  name: ${name}`,
    ...(namespace === DEFAULT_NAMESPACE ? [] : [`  namespace: ${namespace}`]),
    '  annotations:',
    `    ${PANTHER_LOG_SOURCE_ID_ANNOTATION}: ${refs.join(',')}`,
  ].join('\n');
}
