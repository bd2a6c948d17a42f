import { FieldFinding, S3SourceInput } from '../types';
import { checkFields } from './checkFields';
import { checkLogTypes } from './checkLogTypes';
import { checkPrefixes } from './checkPrefixes';
import { checkStreamType } from './checkStreamType';
import { S3SourceSurroundings } from './types';

/**
 * Everything that is wrong with an S3 source, before Panther sees it. Panther itself checks little
 * of this, and accepts a source that never receives an event.
 *
 * @public
 */
export function checkS3Source(
  source: S3SourceInput,
  surroundings: S3SourceSurroundings,
): FieldFinding[] {
  const { current, logTypes } = surroundings;
  return [
    ...checkFields(source, current),
    ...checkPrefixes(source.prefixes, current?.prefixes),
    ...checkLogTypes(source.prefixes, logTypes, current?.prefixes),
    ...checkStreamType(source, current),
  ];
}
