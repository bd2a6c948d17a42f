import { LogSourceLink } from 'backstage-plugin-panther-common';

/** What to call the log source of a link, however little is known of it. */
export function nameOfLink(link: LogSourceLink): string {
  const { origin, evidence, logSource, logSourceRef } = link;
  if (logSource) {
    return logSource.label;
  }
  // Somebody who reads the annotation looks for the ref as it is written there.
  const name =
    origin === 'annotation' ? evidence?.value : logSourceRef ?? evidence?.value;
  return name ?? 'A log source that you may not see';
}
