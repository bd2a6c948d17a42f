import { Entity } from '@backstage/catalog-model';
import {
  PANTHER_LOG_SOURCE_ID_ANNOTATION,
  PANTHER_S3_BUCKET_ANNOTATION,
} from 'backstage-plugin-panther-common';
import { ListedSource } from '../upstream/listSources';

export const VIEWERS = 50;
export const COMPONENTS = 5_000;
/** The components whose tab is looked at. */
export const VIEWED_COMPONENTS = 200;
export const SOURCES_PER_TAB = 10;

export function viewerName(index: number): string {
  return `viewer-${index}`;
}

export function teamRef(index: number): string {
  return `group:default/team-${index % VIEWERS}`;
}

export function componentName(index: number): string {
  return `service-${index}`;
}

/** The viewers and their teams, who are needed to sign in. */
export function createPeople(): Entity[] {
  return Array.from({ length: VIEWERS }, (_, index) => [
    entity('User', viewerName(index), {
      spec: { memberOf: [`team-${index}`] },
    }),
    entity('Group', `team-${index}`, {
      spec: { type: 'team', children: [] },
    }),
  ]).flat();
}

/**
 * Components that name log sources by annotation: ten for each that is looked at, and one for each of
 * the others, none named twice. Every second one that is looked at also depends on a resource, whose
 * bucket is that of a log source it names, if it names one with a bucket.
 */
export function createComponents(sources: ListedSource[]): Entity[] {
  const unnamed = [...sources];
  return Array.from({ length: COMPONENTS }, (_, index) => {
    const isViewed = index < VIEWED_COMPONENTS;
    const named = unnamed.splice(0, isViewed ? SOURCES_PER_TAB : 1);
    const bucket = named.find(source => source.bucket)?.bucket;
    const hasResource = isViewed && index % 2 === 1 && bucket !== undefined;
    const resourceName = `logs-of-${componentName(index)}`;
    const component = entity('Component', componentName(index), {
      annotations: {
        [PANTHER_LOG_SOURCE_ID_ANNOTATION]: named.map(({ id }) => id).join(','),
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: teamRef(index),
        ...(hasResource && { dependsOn: [`resource:default/${resourceName}`] }),
      },
    });
    return hasResource
      ? [
          component,
          entity('Resource', resourceName, {
            annotations: { [PANTHER_S3_BUCKET_ANNOTATION]: bucket },
            spec: { type: 's3-bucket', owner: teamRef(index) },
          }),
        ]
      : [component];
  }).flat();
}

function entity(
  kind: string,
  name: string,
  options: { annotations?: Record<string, string>; spec: Entity['spec'] },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': 'url:https://bench.example',
        'backstage.io/managed-by-origin-location': 'url:https://bench.example',
        ...options.annotations,
      },
    },
    spec: options.spec,
  };
}
