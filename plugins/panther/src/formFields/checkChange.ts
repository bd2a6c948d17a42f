import {
  checkS3Source,
  FieldFinding,
  S3SourceSettingsAnswer,
} from 'backstage-plugin-panther-common';
import { S3SourceChange } from './types';

/**
 * Everything that is wrong with a change to an S3 source.
 *
 * @param answer - what the S3 source is in Panther now
 */
export function checkChange(
  change: Partial<S3SourceChange>,
  answer: S3SourceSettingsAnswer,
): FieldFinding[] {
  const { settings, revision, isEditable, state } = answer;
  const problem = explainState();
  if (problem) {
    return [{ field: 'logSourceRef', message: problem }];
  }
  return checkS3Source(
    {
      ...settings,
      label: change.label ?? settings.label,
      prefixes: change.prefixes ?? settings.prefixes,
    },
    { current: settings },
  );

  function explainState(): string | undefined {
    if (state === 'deleted') {
      return `The log source '${settings.label}' is not in Panther any more; choose another.`;
    }
    if (!isEditable) {
      return `Panther marks the log source '${settings.label}' as not editable, so it cannot be changed from here; choose another.`;
    }
    if (!change.revision) {
      return 'The settings of the log source are still being loaded; wait for them.';
    }
    return change.revision === revision
      ? undefined
      : 'The log source was changed since its settings were loaded here; start over with what Panther has now.';
  }
}
