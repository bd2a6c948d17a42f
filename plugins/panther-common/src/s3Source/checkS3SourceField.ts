import { checkLabel, checkShape } from './checkFields';

/**
 * The first thing that is wrong with one text field of a new S3 source, as a sentence for people:
 * what {@link checkS3Source} says of that field, for forms that check while somebody types.
 *
 * @public
 */
export function checkS3SourceField(
  field: 'label' | 'awsAccountId' | 'bucket' | 'logProcessingRole' | 'kmsKey',
  value: string,
): string | undefined {
  if (field === 'label') {
    return checkLabel(value)[0]?.message;
  }
  if (field === 'kmsKey' && !value) {
    return undefined;
  }
  return checkShape(field, value)[0]?.message;
}
