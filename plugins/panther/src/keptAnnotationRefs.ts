import { LogSourceLink } from 'backstage-plugin-panther-common';

/** The refs that an entity's annotation should go on naming: all that lead to a log source. */
export function keptAnnotationRefs(links: LogSourceLink[]): string[] {
  return links
    .filter(
      ({ origin, state }) =>
        origin === 'annotation' && state !== 'gone' && state !== 'unknown',
    )
    .flatMap(({ evidence }) => (evidence ? [evidence.value] : []));
}
